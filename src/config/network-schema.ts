import { z } from 'zod';
import { agreement } from './agreement-schema.ts';
import { callbacks } from './callback-schema.ts';
import { dropFolder } from './drop-folder-schema.ts';
import { address, ars, duration, id, kennung, list, mapping, messageId, pattern, text, wholeNumber } from './fields.ts';
import { fitConnect } from './fit-connect-schema.ts';
import { formSolutions } from './form-solutions-schema.ts';
import { recipientKinds } from './forwarding-recipients.ts';
import { oauth } from './oauth-schema.ts';
import { packageUse } from './packages.ts';
import { phase } from './phase.ts';
import { portalMapping } from './portal-mapping-schema.ts';
import { region } from './region-schema.ts';
import { route } from './route-schema.ts';
import { rate, scope } from './scope-schema.ts';
import { serviceSettings } from './service-settings-schema.ts';
import { source } from './source-schema.ts';
import { trust } from './trust-schema.ts';
import { xtaMailbox } from './xta-mailbox-schema.ts';

/** Without a word, a destination has what the network has. */
const versions = {
  overlapDays: wholeNumber(0, 366).describe(
    'Days for which a version of a standard may still be used after its last day.',
  ),
  earlyDays: wholeNumber(0, 366).describe(
    'Days for which a version of a standard may already be used before its first day.',
  ),
};

const network = mapping({
  id: id.describe('Id of the network; stands on every row, so it never changes.'),
  name: text('the name of the network').describe('Name as people know it, usually that of the county.'),
  test: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('true marks every message with the XÖV attribute `test`: a procedure must not act on it.'),
  administeredBy: list(id, 'ids of networks')
    .default([])
    .describe(
      'Networks whose operators may act here too, each time by saying so; what they do is kept under their name.',
    ),
  brokenContracts: z
    .enum(['refuse', 'warn'], { error: 'refuse or warn' })
    .default('refuse')
    .describe('When an agreed contract no longer fits: refuse to start, or only warn in the log.'),
  versions: mapping({ overlapDays: versions.overlapDays.default(0), earlyDays: versions.earlyDays.default(0) })
    .prefault({})
    .describe('When versions of standards may be used outside of their days.'),
});

const product = mapping({
  name: text('the name of the product').default('Zustellwerk').describe('Product name shown in messages.'),
  manufacturer: text('the name of the manufacturer').default('Zustellwerk').describe('Manufacturer shown in messages.'),
});

const recipient = mapping({
  kind: z
    .enum(recipientKinds, { error: `one of ${recipientKinds.join(', ')}` })
    .describe('Who it is; decides the message and which fields it carries. Who has waived them is left out.'),
  destination: id.describe('Id of the destination of the same authority that leads there; its reader has a kennung.'),
});

const forwarding = mapping({
  by: z
    .enum(['procedure', 'gateway'], { error: 'procedure or gateway' })
    .default('procedure')
    .describe("Who passes notices on after the office's confirmation: its procedure, or this gateway."),
  sendSuperseded: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe(
      'true sends XGewerbeanzeige 2.2 in production too, although XGewerbeordnung 1.6 is obligatory since 1 May 2026. A test network sends it anyway.',
    ),
  recipients: list(recipient, 'recipients, each with kind and destination')
    .default([])
    .describe('Who gets notices of a business (§ 3 GewAnzV).'),
});

const authority = mapping({
  id: id.describe('Id of the authority; destinations refer to it.'),
  name: text('the name of the authority').describe('Name as it signs letters.'),
  ars: ars.describe('Region of the authority (ARS, 12 digits, in quotes).'),
  phase: phase
    .default('live')
    .describe(
      'How far it has come. Until it is live, submissions are refused; dry runs work, and in `test` also tests.',
    ),
  forwarding: forwarding.prefault({}).describe('Who passes on what a business has told the trade office, and to whom.'),
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
  test: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('true marks every message from this portal as a test; authorities in the phase test take those alone.'),
  author: author.describe('The author block (autor) of messages from this portal.'),
  messageAuthors: list(kennung, 'DVDV keys')
    .default([])
    .describe(
      'Authors whose finished messages (`application/xml`) it may submit; whoever builds them answers for trust level and payment. Absent: none.',
    ),
  mappings: list(portalMapping, 'mappings, each with profile and service')
    .default([])
    .describe('What this portal calls its fields, where that is not what the profile says.'),
  scope: scope.prefault({}).describe('What the portal may do; what is left out is not restricted.'),
  oauth: oauth
    .optional()
    .describe('The identity provider whose access tokens it calls with, beside its keys; absent: keys alone.'),
  rate: rate.optional().describe('How many requests it may make; absent: as many as it likes.'),
  listeners: wholeNumber(1, 10_000)
    .default(100)
    .describe('How many streams of events (Server-Sent Events) it may have open at each process.'),
  callbacks: callbacks.optional().describe('How the portal is told of events; absent: it has to ask.'),
});

const reader = mapping({
  name: text('the name of the office').describe('Name of the office in the reader block (leser) of messages.'),
  kennung: kennung
    .optional()
    .describe(
      'DVDV key of the office; absent: derived from the region of the submission. XPersonenstand needs it: psw: and the Standesamtsnummer.',
    ),
  address: address.optional().describe('Postal address of the office.'),
});

const delivery = mapping({
  parallel: wholeNumber(1, 1_000).default(4).describe('Attempts that may run at the same time.'),
  attempts: wholeNumber(1, 1_000).default(12).describe('Attempts before the delivery is parked for a person.'),
  maxAge: duration.prefault('72h').describe('Age at which the delivery is parked for a person.'),
  firstPause: duration.prefault('5s').describe('Pause after the first failed attempt; doubles each time.'),
  longestPause: duration.prefault('1h').describe('The pause grows no further than this.'),
  timeout: duration
    .prefault('30s')
    .describe(
      'Time that one attempt may take. Each whole MiB of the message, and of the files that are fetched beside it, gives 2 s more.',
    ),
});

const breaker = mapping({
  failures: wholeNumber(1, 1_000).default(5).describe('Failures in a row that open the breaker.'),
  pause: duration.prefault('60s').describe('Time that an open breaker spares the procedure.'),
});

const replies = mapping({
  every: duration.prefault('5m').describe('Time from one look for replies to the next.'),
  orFor: list(id, 'ids of destinations, like [leer-gewerbe]')
    .default([])
    .describe('Further destinations whose procedures answer through the same mailbox or folder.'),
});

const destinationMembers = mapping({
  id: id.describe('Id of the destination; routes refer to it.'),
  authority: id.describe('Id of the authority whose procedure it is.'),
  name: text('the name of the destination').describe('Name that operators see.'),
  adapter: text('the id of an adapter, like xoev-https')
    .default('mailbox')
    .describe('Id of the adapter that delivers; `inbox` and `mailbox` wait until the message is collected.'),
  options: z
    .record(z.string(), z.unknown(), { error: 'a mapping of the options that the adapter declares' })
    .default({})
    .describe('Options of the adapter, checked by its own schema. env:NAME and file:path are secrets.'),
  messages: list(messageId, 'message ids, like [xmeld/26.11/1700]')
    .min(1, { error: 'at least one message id, like [xmeld/26.11/1700]' })
    .describe('Messages that the destination takes; of several versions, the newest that is valid on the day is sent.'),
  versions: mapping({ overlapDays: versions.overlapDays.optional(), earlyDays: versions.earlyDays.optional() })
    .prefault({})
    .describe('What this destination agreed to in place of `network.versions`.'),
  fetchesAttachments: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe(
      'true: the procedure fetches files of more than 10 MiB together from `GET /v1/attachments/{id}` with its vendor key, and the message names them. false: such submissions are refused.',
    ),
  reader: reader
    .optional()
    .describe('The reader block (leser) of messages to this destination; absent: it has the name of the destination.'),
  delivery: delivery.prefault({}).describe('How often and how long delivery is tried.'),
  replies: replies
    .optional()
    .describe(
      'Fetch what the office answers later from where its procedure leaves it, with an adapter that can. Without it, replies come by `POST /v1/replies`.',
    ),
  contracts: list(text('a file'), 'contract.json files or packs')
    .default([])
    .describe('Agreed interface contracts (contract.json or pack), relative to this file; checked at start.'),
  breaker: breaker.prefault({}).describe('When a failing procedure is left alone for a while.'),
});

const destination = destinationMembers.transform((given) => ({
  ...given,
  reader: given.reader ?? { name: given.name },
}));

/** The network file `config/network.yaml`. Each member carries its description; references are checked afterwards. */
export const networkSchema = mapping({
  network: network.describe('The network itself.'),
  product: product.prefault({}).describe('How Zustellwerk names itself in messages.'),
  schemas: text('a folder')
    .optional()
    .describe('Folder with official XML schemas (.xsd) and rules (Schematron, .sch), relative to this file.'),
  codelists: text('a folder')
    .optional()
    .describe('Folder with code lists in place of the built-in ones, relative to this file; see `codelist import`.'),
  adapters: list(text('a file or an npm package'), 'files or npm packages')
    .default([])
    .describe('Further adapters: files relative to this one, or npm packages.'),
  packages: list(packageUse, 'packages, like [./packages/hundesteuer]')
    .default([])
    .describe('Packages with services and adapters that others have published: ./folders or npm packages.'),
  include: list(text('a file'), 'files, like [authorities/*.yaml]')
    .default([])
    .describe(
      'Further files, relative to this one, whose adapters, regions, authorities, portals, destinations, sources, services and routes are added to those here; * stands for any name.',
    ),
  regions: list(region, 'regions')
    .default([])
    .describe('Regions that the built-in list lacks, or that have changed since its day.'),
  authorities: list(authority, 'authorities').default([]).describe('The authorities of the network.'),
  portals: list(portal, 'portals').default([]).describe('The portals that may submit.'),
  destinations: list(destination, 'destinations').default([]).describe('The procedures that take messages.'),
  agreements: list(agreement, 'agreements')
    .default([])
    .describe('What was agreed with other networks of this gateway: their portals may use our routes, ours theirs.'),
  fitConnect: fitConnect.optional().describe('FIT-Connect.'),
  formSolutions: list(formSolutions, 'tenants of Form-Solutions')
    .default([])
    .describe('Tenants of Antragsmanagement 4.0 whose new applications are fetched.'),
  dropFolders: list(dropFolder, 'folders')
    .default([])
    .describe('Folders, local or SFTP, whose sets of files are taken.'),
  xtaMailboxes: list(xtaMailbox, 'mailboxes at XTA servers')
    .default([])
    .describe('Mailboxes at XTA servers whose finished messages are picked up.'),
  sources: list(source, 'sources').default([]).describe('Ways in besides push: where submissions are picked up.'),
  services: list(serviceSettings, 'services')
    .default([])
    .describe('What holds for services here: fee, trust level, urgency, when they are open, planned changes.'),
  trust: trust.prefault({}).describe('How applicants are known: words for trust levels, and whose word counts.'),
  routes: list(route, 'routes')
    .default([])
    .describe('The way of each service in each region: a destination here, or where people apply instead.'),
});

/** A network file after parsing: defaults filled in, durations in milliseconds, `region` and `act` always lists. */
export type NetworkConfig = z.output<typeof networkSchema>;
