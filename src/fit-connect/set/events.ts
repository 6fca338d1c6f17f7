/** Who signs an event: the delivery service, or the destination that picks up. */
export type EventAuthor = 'service' | 'destination';

const prefix = 'https://schema.fitko.de/fit-connect/events/';

/**
 * Who may report what. Rejections also come from the service, when the deadline for picking up has passed.
 *
 * The names for replies follow those for submissions; the documentation confirms create-reply, submit-reply and
 * reject-reply only.
 */
const authors = {
  create: ['service'],
  submit: ['service'],
  notify: ['service'],
  forward: ['destination'],
  accept: ['destination'],
  reject: ['destination', 'service'],
  delete: ['service'],
} as const satisfies Record<string, readonly EventAuthor[]>;

export type EventVerb = keyof typeof authors;
export type EventName = `${EventVerb}-${'submission' | 'reply'}`;

const verbs = Object.keys(authors) as EventVerb[];
const names = verbs.flatMap((verb) => [`${verb}-submission`, `${verb}-reply`] as const);

/** The event that a URI means; undefined for one that is not known. */
export function readEventUri(uri: string): EventName | undefined {
  return names.find((name) => uri === `${prefix}${name}`);
}

/**
 * The URI of an event.
 *
 * @example
 * writeEventUri('accept-submission'); // 'https://schema.fitko.de/fit-connect/events/accept-submission'
 */
export function writeEventUri(name: EventName): string {
  return `${prefix}${name}`;
}

export function verbOf(name: EventName): EventVerb {
  return verbs.find((verb) => name.startsWith(`${verb}-`)) ?? 'create';
}

export function mayReport(name: EventName, author: EventAuthor): boolean {
  const allowed: readonly EventAuthor[] = authors[verbOf(name)];
  return allowed.includes(author);
}
