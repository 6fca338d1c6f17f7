/** Dates and times as the standards write them. All of them are German local time: Europe/Berlin. */

const berlin = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  timeZoneName: 'longOffset',
});

/** An hour of the clock in Berlin: `2026-11-25T10` and its zone, `+01:00`. */
interface BerlinHour {
  readonly start: string;
  readonly zone: string;
}

/** The hour that was asked for last, because asking for the zone costs more than the rest. */
let latest: (BerlinHour & { readonly number: number }) | undefined;

function hourIn(instant: Date): BerlinHour {
  const number = Math.floor(instant.getTime() / 3_600_000);
  if (latest?.number === number) return latest;
  const part = Object.fromEntries(berlin.formatToParts(instant).map(({ type, value }) => [type, value]));
  const zone = part.timeZoneName?.replace(/^GMT$/, 'GMT+00:00').replace('GMT', '').replace('−', '-') ?? '';
  latest = { number, start: `${part.year}-${part.month}-${part.day}T${part.hour}`, zone };
  return latest;
}

/**
 * `2026-11-25T10:15:30.123+01:00`: local time of Berlin with milliseconds and zone (XInneres, `erstellungszeitpunkt`).
 * Minutes and seconds are those of UTC: the two have been whole hours apart since 1893.
 */
export function berlinDateTime(instant: Date): string {
  const { start, zone } = hourIn(instant);
  return `${start}${instant.toISOString().slice(-11, -1)}${zone}`;
}

/** The day in Berlin, `YYYY-MM-DD`. What is "today" for a citizen, whatever the server's zone. */
export function berlinDay(instant: Date): string {
  return berlinDateTime(instant).slice(0, 10);
}

/** The minute of the clock in Berlin, `YYYY-MM-DDThh:mm`. */
export function berlinMinute(instant: Date): string {
  return berlinDateTime(instant).slice(0, 16);
}

/** The day that is so many days later, or earlier; both `YYYY-MM-DD`. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whether `text` is `YYYY-MM-DD` and a day that the calendar has. */
export function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match || match[1] === '0000') return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
