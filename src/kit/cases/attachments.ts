import type { HeldMessage } from '../../simulators/target.ts';
import { begin, type Case, type Ground, heldOf, isThrough, must, story } from '../case.ts';
import { filesOfSize, type SampleMessage, threeFiles } from '../sample.ts';

/** What the gateway puts into a message, before Base64. */
const largest = 10 * 1024 * 1024;

const takesNone = (ground: Ground) =>
  ground.sampleWith(threeFiles)
    ? undefined
    : {
        de: 'Der Adapter nimmt keine Nachricht mit Anlagen (takes).',
        en: 'The adapter takes no message with attachments (takes).',
      };

const attachmentsArrive: Case = {
  name: 'attachments-arrive',
  level: 'basic',
  title: { de: 'Alle Anlagen kommen an, in ihrer Reihenfolge', en: 'All attachments arrive, in their order' },
  needs: ['delivers'],
  unless: takesNone,
  async run(ground) {
    const sample = ground.sampleWith(threeFiles) ?? ground.sample();
    const delivery = await begin(ground, [], sample);
    const { state } = await ground.bench.settle(delivery);
    const told = story(delivery);
    must(isThrough(state), `Mit drei Anlagen: ${state} (${told})`, `With three attachments: ${state} (${told})`);
    const [held] = await heldOf(ground, delivery);
    must(held !== undefined, 'Die Nachricht kam nicht an.', 'The message did not arrive.');
    compare(held, sample, await sentBytes(ground, sample));
  },
};

/** What the target should have: the message, or what `map` makes of it. */
async function sentBytes(
  { adapter, bench }: Ground,
  { definition: id, uuid, xml }: SampleMessage,
): Promise<Uint8Array> {
  return adapter.map ? bench.life().map({ id, uuid, xml }) : xml;
}

/** Apart from the message where the target takes them so, else within its bytes. */
function compare(
  { message, attachments }: HeldMessage,
  { attachments: files = [] }: SampleMessage,
  sent: Uint8Array,
): void {
  if (attachments === undefined) {
    must(
      Buffer.compare(message, sent) === 0,
      'Das Ziel nennt keine Anlagen, und die Nachricht kam verändert an.',
      'The target names no attachments, and the message arrived changed.',
    );
    return;
  }
  const missing = files.filter(({ bytes }) => !attachments.some((each) => Buffer.compare(each.bytes, bytes) === 0));
  must(
    missing.length === 0,
    `Es fehlen: ${missing.map(({ name }) => name).join(', ')} (${attachments.length} von ${files.length} kamen an).`,
    `Missing: ${missing.map(({ name }) => name).join(', ')} (${attachments.length} of ${files.length} arrived).`,
  );
  const inOrder = files.every(
    ({ bytes }, index) => Buffer.compare(attachments[index]?.bytes ?? Buffer.alloc(0), bytes) === 0,
  );
  must(inOrder && attachments.length === files.length, 'Die Reihenfolge stimmt nicht.', 'The order is not right.');
}

const attachmentLimit: Case = {
  name: 'attachment-limit',
  level: 'basic',
  title: {
    de: 'Anlagen bis zur Grenze gehen durch, ein Byte mehr wird abgelehnt',
    en: 'Attachments up to the limit pass, one byte more is refused',
  },
  needs: ['attachments-arrive'],
  unless: (ground) => {
    const most = ground.adapter.capabilities.attachments?.most;
    if (most === undefined) return { de: 'Der Adapter erklärt keine Grenze.', en: 'The adapter declares no limit.' };
    return most > largest
      ? { de: 'Die Grenze liegt über der des Gateways.', en: "The limit is above the gateway's." }
      : takesNone(ground);
  },
  async run(ground) {
    const most = ground.adapter.capabilities.attachments?.most ?? 0;
    const full = ground.sampleWith(filesOfSize(most));
    const over = ground.sampleWith(filesOfSize(most + 1));
    must(full !== undefined && over !== undefined, 'Keine Probe mit Anlagen.', 'No sample with attachments.');
    const atLimit = await begin(ground, [], full);
    const { state } = await ground.bench.settle(atLimit);
    const told = story(atLimit);
    const [held] = await heldOf(ground, atLimit);
    must(
      isThrough(state) && held !== undefined,
      `${most} Bytes sind erklärt, und es kommt zu ${state} (${told}).`,
      `${most} bytes are declared, and it comes to ${state} (${told}).`,
    );
    compare(held, full, await sentBytes(ground, full));
    const above = await begin(ground, [], over);
    const more = await ground.bench.settle(above, 2);
    const [heldMore] = await heldOf(ground, above);
    if (heldMore) compare(heldMore, over, await sentBytes(ground, over));
    must(
      more.state === 'rejected' || (isThrough(more.state) && heldMore !== undefined),
      `Ein Byte mehr kommt zu ${more.state}: Es muss abgelehnt werden oder ganz ankommen.`,
      `One byte more comes to ${more.state}: it must be refused, or arrive whole.`,
    );
  },
};

export const attachmentCases: readonly Case[] = [attachmentsArrive, attachmentLimit];
