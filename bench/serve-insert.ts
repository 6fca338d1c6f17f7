/**
 * The baseline: the least that a server can do with a submission, on the same libraries. Parses the JSON body and
 * inserts it into one table.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';
import { offer } from './server-process.ts';

const [connectionString, poolSize] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: Number(poolSize) });
await pool.query(
  'create table if not exists posted (id uuid primary key, received_at timestamptz not null, body jsonb not null)',
);

const app = new Hono();
app.post('/', async (c) => {
  const body = await c.req.json();
  const id = randomUUID();
  await pool.query({
    name: 'insert',
    text: 'insert into posted (id, received_at, body) values ($1, $2, $3)',
    values: [id, new Date(), body],
  });
  return c.json({ id }, 202);
});

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address: AddressInfo) =>
  offer({
    url: `http://127.0.0.1:${address.port}/`,
    stop: async () => {
      server.close();
      await pool.end();
    },
  }),
);
