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
  return hourIn(instant).start.slice(0, 10);
}

/** The minute of the clock in Berlin, `YYYY-MM-DDThh:mm`. */
export function berlinMinute(instant: Date): string {
  return `${hourIn(instant).start}:${String(instant.getUTCMinutes()).padStart(2, '0')}`;
}

/** The day that is so many days later, or earlier; both `YYYY-MM-DD`. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whether `text` is `YYYY-MM-DD` and a day that the calendar has. */
export function isCalendarDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || year === '0000') return false;
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
}

/** How many days a month has; 0 for one that the calendar does not have. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
