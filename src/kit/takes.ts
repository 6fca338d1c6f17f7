/** Whether a pattern list of an adapter's `takes` allows a message; each part of a pattern may be `*`. */
export function allows(takes: readonly string[] | undefined, id: string): boolean {
  if (takes === undefined) return true;
  const parts = id.split('/');
  return takes.some((pattern) => {
    const wanted = pattern.split('/');
    return wanted.length === parts.length && wanted.every((part, index) => part === '*' || part === parts[index]);
  });
}
