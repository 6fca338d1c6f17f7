import { procedures } from '../adapters/index.ts';
import { collectedAdapters } from '../src/delivery/collections/index.ts';
import type { Answer, Exchange } from '../src/delivery/exchange.ts';

/** What answers come to, adapter by adapter, in the words of the interface contract. */
export function writeOutcomes(): string {
  const sections = [...procedures, ...collectedAdapters].flatMap(({ id, exchange }) =>
    exchange === undefined ? [] : [writeSection(id, exchange)],
  );
  return `# What answers come to

What a procedure answers, which outcome that is, and what follows: the same rows stand in the interface contract of each destination
([contracts.md](contracts.md)). How a delivery goes on after an outcome: [integrators.md](integrators.md#the-contract).

${sections.join('\n')}`;
}

function writeSection(id: string, exchange: Exchange | ((options: Readonly<Record<string, unknown>>) => Exchange)) {
  const depends = typeof exchange === 'function';
  const { answers } = depends ? exchange({}) : exchange;
  return `## \`${id}\`

${depends ? 'Options change some of it; this is without any.\n\n' : ''}| Answer | Outcome | What follows |
| --- | --- | --- |
${answers.map(writeRow).join('\n')}
`;
}

function writeRow({ when, outcome, follows }: Answer): string {
  return `| ${when.en} | \`${outcome}\` | ${follows.en} |`;
}
