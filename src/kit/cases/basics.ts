import { z } from 'zod';
import { validate } from '../../messages/validate.ts';
import { begin, type Case, callsSince, heldOf, isThrough, mark, must, Shortfall, story } from '../case.ts';
import { allows } from '../takes.ts';

const delivers: Case = {
  name: 'delivers',
  level: 'basic',
  title: { de: 'Eine gültige Nachricht kommt an', en: 'A valid message arrives' },
  async run(ground) {
    const start = await mark(ground);
    const delivery = await begin(ground);
    const { state } = await ground.bench.settle(delivery);
    const { uuid } = delivery.sample;
    const calls = await callsSince(ground, start);
    must(
      calls.every((call) => call.uuid === undefined || call.uuid.toLowerCase() === uuid.toLowerCase()),
      'Das Ziel bekam eine andere UUID als die der Nachricht: message.xml wird gesendet, wie es ist.',
      "The target got another UUID than the message's: message.xml is sent as it is.",
    );
    const told = story(delivery);
    must(isThrough(state), `Das Ergebnis ist ${state}: ${told}`, `It came to ${state}: ${told}`);
    const held = await heldOf(ground, delivery);
    must(
      held.length === 1,
      `Das Ziel hat die Nachricht ${held.length}-mal, nicht einmal.`,
      `The target has the message ${held.length} times, not once.`,
    );
  },
};

const validPassesSchema: Case = {
  name: 'valid-passes-schema',
  level: 'basic',
  title: {
    de: 'Was ankommt, ist schemagültig und Byte für Byte dasselbe',
    en: 'What arrives is valid, and the same byte for byte',
  },
  needs: ['delivers'],
  unless: ({ adapter }) =>
    adapter.map && {
      de: 'Der Adapter bildet auf ein eigenes Format ab (map).',
      en: "The adapter maps to the vendor's own format (map).",
    },
  async run(ground) {
    const delivery = await begin(ground);
    await ground.bench.settle(delivery);
    const [held] = await heldOf(ground, delivery);
    must(
      held !== undefined && Buffer.compare(held.message, delivery.sample.xml) === 0,
      'Die Bytes beim Ziel sind nicht die der Nachricht.',
      "The target's bytes are not those of the message.",
    );
    const { kind } = await validate(held.message, ground.schemas);
    must(kind === 'valid', `Das Schema sagt: ${kind}.`, `The schema says: ${kind}.`);
  },
};

const missingOptionNamed: Case = {
  name: 'missing-option-named',
  level: 'basic',
  title: { de: 'Eine fehlende Einstellung wird beim Namen genannt', en: 'A missing option is called by its name' },
  async run({ adapter, target }) {
    const read = adapter.options.safeParse(target.options);
    must(
      read.success,
      'Das Schema des Adapters weist die Einstellungen des Ziels zurück.',
      "The adapter's schema refuses the target's options.",
    );
    for (const name of requiredOptions(adapter.options)) {
      const { [name]: _, ...rest } = target.options;
      const issues = adapter.options.safeParse(rest).error?.issues ?? [];
      must(
        issues.some(({ path, message }) => path[0] === name || message.includes(name)),
        `Ohne "${name}" nennt das Schema "${name}" nicht.`,
        `Without "${name}" the schema does not name "${name}".`,
      );
    }
    const odd = adapter.options.safeParse({ ...target.options, 'no-such-option': 1 });
    must(
      !odd.success,
      'Eine Einstellung, die es nicht gibt, fällt nicht auf (z.strictObject).',
      'An option that does not exist goes unnoticed (z.strictObject).',
    );
  },
};

function requiredOptions(schema: z.ZodType): readonly string[] {
  const { required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return required;
}

const checkTells: Case = {
  name: 'check-tells',
  level: 'basic',
  title: {
    de: 'Die Prüfung der Einstellungen merkt, ob das Ziel erreichbar ist',
    en: 'check notices whether the target can be reached',
  },
  needs: ['delivers'],
  unless: ({ adapter }) =>
    adapter.check ? undefined : { de: 'Der Adapter hat kein check.', en: 'The adapter has no check.' },
  async run(ground) {
    const { bench, target, rig } = ground;
    const start = await mark(ground);
    const well = await bench.life().check(target.options, 10_000).catch(threw);
    const faults = well.map(({ problem }) => problem).join('; ');
    must(well.length === 0, `Am laufenden Ziel beanstandet: ${faults}`, `Of the running target it says: ${faults}`);
    const handsOver = rig.principal ?? rig.steps.at(-1);
    must(
      (await callsSince(ground, start)).every(({ step }) => step !== handsOver),
      `check macht den Aufruf "${handsOver}", der eine Nachricht übergibt; es wird jederzeit gerufen und darf nichts übergeben.`,
      `check makes the call "${handsOver}", which hands a message over; it is called at any time and must hand nothing over.`,
    );
    const gone = await rig.start();
    await gone.close();
    const ill = await bench.life().check(gone.options, 10_000).catch(threw);
    must(
      ill.length > 0 && ill.every(({ problem, remedy }) => problem !== '' && remedy !== ''),
      'Das Ziel ist weg, und check hat nichts zu beanstanden, oder ohne Abhilfe.',
      'The target is gone, and check has nothing to say, or no remedy.',
    );
  },
};

/** @throws Shortfall with what it threw. */
function threw({ message }: Error): never {
  throw new Shortfall({
    de: `check wirft, statt zu nennen, was es zu beanstanden hat: ${message}`,
    en: `check throws where it has to return what is wrong: ${message}`,
  });
}

const capabilitiesTrue: Case = {
  name: 'capabilities-true',
  level: 'basic',
  title: { de: 'Was der Adapter von sich erklärt, stimmt', en: 'What the adapter declares of itself is true' },
  needs: ['delivers'],
  async run(ground) {
    const { adapter, bench } = ground;
    const { capabilities, takes, version } = adapter;
    const delivery = await begin(ground);
    const { state, outcome } = await bench.settle(delivery);
    must(
      state === capabilities.success,
      `Erklärt ist "${capabilities.success}", erreicht "${state}".`,
      `It declares "${capabilities.success}" and comes to "${state}".`,
    );
    must(
      outcome?.kind !== 'delivered' || outcome.receipt.length > 0,
      '"delivered" mit leerer Quittung.',
      '"delivered" with an empty receipt.',
    );
    must(/^\d+\.\d+\.\d+/.test(version), `"${version}" ist keine Version.`, `"${version}" is no version.`);
    must(
      allows(takes, delivery.sample.definition) && (takes ?? []).every((each) => each.split('/').length === 3),
      '`takes` nennt Nachrichten als standard/version/type.',
      '`takes` names messages as standard/version/type.',
    );
    const most = capabilities.attachments?.most ?? 1;
    must(
      Number.isInteger(most) && most > 0,
      '`attachments.most` ist keine Zahl von Bytes.',
      '`attachments.most` is no number of bytes.',
    );
  },
};

export const basics = [delivers, validPassesSchema, missingOptionNamed, checkTells, capabilitiesTrue];
