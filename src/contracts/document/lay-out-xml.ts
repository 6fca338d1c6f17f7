const longest = 160;

/** XML of ours, which has no white space between elements, with a line for each; long texts are cut. For people only. */
export function layOutXml(xml: string): string {
  let depth = 0;
  const lines = xml.trim().replaceAll('><', '>\n<').split('\n');
  return lines
    .map((line) => {
      if (line.startsWith('</')) depth -= 1;
      const indented = '  '.repeat(depth) + shorten(line);
      const opens = !line.includes('</') && !line.endsWith('/>') && !line.startsWith('<?');
      if (opens) depth += 1;
      return indented;
    })
    .join('\n');
}

function shorten(line: string): string {
  return line.replace(/>([^<]+)</, (whole, text: string) =>
    text.length > longest ? `>${text.slice(0, longest)}…<` : whole,
  );
}
