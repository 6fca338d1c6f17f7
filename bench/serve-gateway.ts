/**
 * The gateway as `npm start` runs it, except that its statements are counted. With `--accept-only` it delivers nothing.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readSettings } from '../src/config/settings.ts';
import { createLog } from '../src/log.ts';
import { listen } from '../src/main.ts';
import { offer } from './server-process.ts';

const { values } = parseArgs({ options: { 'accept-only': { type: 'boolean', default: false } } });

let statements = 0;
pg.Client.prototype.query = new Proxy(pg.Client.prototype.query, {
  apply: (query, client, args) => {
    statements += 1;
    return Reflect.apply(query, client, args);
  },
});

const settings = readSettings(process.env);
const { url, gateway, stop } = await listen(settings, createLog(settings.logLevel));
if (values['accept-only']) await gateway.worker.stop(0);
offer({ url: `${url}/v1/submissions`, statements: () => statements, stop });
