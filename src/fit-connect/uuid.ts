const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether it is a UUID in the form 8-4-4-4-12, in either case. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && pattern.test(text);
}

/** UUIDs are compared without regard to case: the official examples have both. */
export function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
