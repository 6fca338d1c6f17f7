import type { Context } from 'hono';
import type { Listed, Page } from './ports.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal 400: `limit` is 1 to 500, by default 100; `offset` is 0 or more. */
export function readPage(c: Context): Page {
  const limit = readNumber(c.req.query('limit'), 100);
  const offset = readNumber(c.req.query('offset'), 0);
  if (limit === undefined || limit < 1 || limit > 500)
    throw new Refusal(400, 'limit has to be a number from 1 to 500.');
  if (offset === undefined) throw new Refusal(400, 'offset has to be a number from 0.');
  return { limit, offset };
}

function readNumber(text: string | undefined, byDefault: number): number | undefined {
  if (text === undefined) return byDefault;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** A page of a list as the APIs answer it. */
export function writePage<Entry>(member: string, { offset }: Page, { entries, totalCount }: Listed<Entry>) {
  return { count: entries.length, offset, totalCount, [member]: entries };
}

/** A page of what is at hand completely. */
export function cutPage<Entry>(all: readonly Entry[], { limit, offset }: Page): Listed<Entry> {
  return { entries: all.slice(offset, offset + limit), totalCount: all.length };
}
