import { z } from 'zod';
import { address, ars, duration, id, kennung, list, mapping, messageId, pattern, text, wholeNumber } from './fields.ts';

const network = mapping({
  id: id.describe('Id of the network; stands on every row, so it never changes.'),
  name: text('the name of the network').describe('Name as people know it, usually that of the county.'),
  test: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('true marks every message with the XÖV attribute `test`: a procedure must not act on it.'),
});

const product = mapping({
  name: text('the name of the product').default('Zustellwerk').describe('Product name shown in messages.'),
  manufacturer: text('the name of the manufacturer').default('Zustellwerk').describe('Manufacturer shown in messages.'),
});

const authority = mapping({
  id: id.describe('Id of the authority; destinations refer to it.'),
  name: text('the name of the authority').describe('Name as it signs letters.'),
  ars: ars.describe('Region of the authority (ARS, 12 digits, in quotes).'),
});

const channel = mapping({
  channel: pattern(
    /^0[1-9]$/,
    'a code of urn:de:xoev:codeliste:erreichbarkeit in quotes, "01" (e-mail) to "09" (web)',
  ).describe(
    'Channel: code of urn:de:xoev:codeliste:erreichbarkeit version 3. 01 e-mail, 02 telephone, 03 mobile, 04 fax, 05 instant messenger, 06 pager, 07 other, 08 De-Mail, 09 web.',
  ),
  id: text('the address or number in that channel').describe('Address or number in that channel.'),
});

const author = mapping({
  kennung: z
    .object(
      { default: kennung.describe('Key for every standard that has none of its own.') },
      { error: 'a mapping with at least `default`' },
    )
    .catchall(kennung)
    .describe('DVDV key of the portal by standard, such as xmeld; `default` for all others.'),
  name: text('the name of the author').describe('Name of the body that runs the portal.'),
  address: address.describe('Postal address; XInneres demands it of every author.'),
  reachability: list(channel, 'channels, each with channel and id')
    .min(1, { error: 'at least one channel: XInneres demands it of every author' })
    .describe('How the body can be reached; at least one.'),
});

const portal = mapping({
  id: id.describe('Id of the portal; credentials refer to it.'),
  name: text('the name of the portal').describe('Name as people know it.'),
  profiles: list(id, 'profile ids, like [native]')
    .min(1, { error: 'at least one profile, like [native]' })
    .describe('Profiles (dialects) that the portal may submit in.'),
  author: author.describe('The author block (autor) of messages from this portal.'),
});

const reader = mapping({
  name: text('the name of the office').describe('Name of the office in the reader block (leser) of messages.'),
  kennung: kennung.optional().describe('DVDV key of the office; absent: derived from the region of the submission.'),
  address: address.optional().describe('Postal address of the office.'),
});

const delivery = mapping({
  parallel: wholeNumber(1, 1_000).default(4).describe('Attempts that may run at the same time.'),
  attempts: wholeNumber(1, 1_000).default(12).describe('Attempts before the delivery is parked for a person.'),
  maxAge: duration.prefault('72h').describe('Age at which the delivery is parked for a person.'),
  firstPause: duration.prefault('5s').describe('Pause after the first failed attempt; doubles each time.'),
  longestPause: duration.prefault('1h').describe('The pause grows no further than this.'),
  timeout: duration.prefault('30s').describe('Time that one attempt may take.'),
});

const breaker = mapping({
  failures: wholeNumber(1, 1_000).default(5).describe('Failures in a row that open the breaker.'),
  pause: duration.prefault('60s').describe('Time that an open breaker spares the procedure.'),
});

const destination = mapping({
  id: id.describe('Id of the destination; routes refer to it.'),
  authority: id.describe('Id of the authority whose procedure it is.'),
  name: text('the name of the destination').describe('Name that operators see.'),
  adapter: text('the id of an adapter, like xoev-https').describe('Id of the adapter that delivers.'),
  options: z
    .record(z.string(), z.unknown(), { error: 'a mapping of the options that the adapter declares' })
    .default({})
    .describe('Options of the adapter, checked by its own schema. env:NAME and file:path are secrets.'),
  messages: list(messageId, 'message ids, like [xmeld/26.11/1700]')
    .min(1, { error: 'at least one message id, like [xmeld/26.11/1700]' })
    .describe('Messages that the destination takes.'),
  fetchesAttachments: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe(
      'true: the procedure fetches files of more than 10 MiB together from `GET /v1/attachments/{id}` with its vendor key, and the message names them. false: such submissions are refused.',
    ),
  reader: reader.describe('The reader block (leser) of messages to this destination.'),
  delivery: delivery.prefault({}).describe('How often and how long delivery is tried.'),
  breaker: breaker.prefault({}).describe('When a failing procedure is left alone for a while.'),
});

const route = mapping({
  service: id.describe('Id of the service.'),
  act: id.default('apply').describe('Act within the service.'),
  region: z
    .union([ars, list(ars, 'ARS').min(1)], {
      error: 'the 12 digits of an ARS in quotes, like "034570013013", or a list of them',
    })
    .transform((regions) => (typeof regions === 'string' ? [regions] : regions))
    .describe('Region, or list of regions, that the route is for (ARS, in quotes).'),
  destination: id.describe('Id of the destination that takes it.'),
});

/** The network file `config/network.yaml`. Each member carries its description; references are checked afterwards. */
export const networkSchema = mapping({
  network: network.describe('The network itself.'),
  product: product.prefault({}).describe('How Zustellwerk names itself in messages.'),
  schemas: text('a folder').optional().describe('Folder with official XML schemas, relative to this file.'),
  adapters: list(text('a file or an npm package'), 'files or npm packages')
    .default([])
    .describe('Further adapters: files relative to this one, or npm packages.'),
  authorities: list(authority, 'authorities').default([]).describe('The authorities of the network.'),
  portals: list(portal, 'portals').default([]).describe('The portals that may submit.'),
  destinations: list(destination, 'destinations').default([]).describe('The procedures that take messages.'),
  routes: list(route, 'routes').default([]).describe('Which destination is responsible for which service where.'),
});

/** A network file after parsing: defaults filled in, durations in milliseconds, `region` always a list. */
export type NetworkConfig = z.output<typeof networkSchema>;
