import { requestDefinitions } from '../../domains/definitions.ts';
import { serviceActs } from '../../domains/index.ts';
import { locate } from '../../messages/locate.ts';
import { validate } from '../../messages/validate.ts';
import { begin, type Case, callsSince, heldOf, mark, must } from '../case.ts';
import type { SampleMessage } from '../sample.ts';

const finding = { id: 'kit-refused', text: 'Das Geburtsdatum von Wendeline passt nicht zum Register.' };

const refusalFinal: Case = {
  name: 'refusal-final',
  level: 'basic',
  title: { de: 'Eine Ablehnung ist endgültig', en: 'A refusal is final' },
  needs: ['delivers'],
  plays: ['refuse'],
  async run(ground) {
    const start = await mark(ground);
    const delivery = await begin(ground, [{ kind: 'refuse', findings: [finding], times: 3 }]);
    const { state } = await ground.bench.settle(delivery, 3);
    const refused = (await callsSince(ground, start)).filter(({ behaviour }) => behaviour === 'refuse').length;
    must(
      state === 'rejected',
      `Das Ziel lehnt ab, und die Zustellung ist nach ${delivery.attempts.length} Versuchen ${state}.`,
      `The target refuses, and after ${delivery.attempts.length} attempts the delivery is ${state}.`,
    );
    must(
      refused === 1,
      `Das Ziel hat in einem Versuch ${refused}-mal abgelehnt.`,
      `The target refused ${refused} times in one attempt.`,
    );
    const held = await heldOf(ground, delivery);
    must(held.length === 0, 'Abgelehnt, und doch beim Ziel.', 'Refused, and yet the target has it.');
  },
};

const refusalFindings: Case = {
  name: 'refusal-findings',
  level: 'basic',
  title: {
    de: 'Der Befund einer ungültigen Nachricht führt zur Stelle im XML und im JSON',
    en: 'The finding of an invalid message leads to its place in the XML and in the JSON',
  },
  needs: ['refusal-final'],
  plays: ['refuse'],
  unless: (ground) =>
    ground.sample().breakable ? undefined : { de: 'Keine ungültige Probe bekannt.', en: 'No invalid sample is known.' },
  async run(ground) {
    const broken = breakSample(ground.sample());
    const verdict = await validate(broken.xml, ground.schemas);
    must(verdict.kind === 'invalid', 'Die Probe ist nicht ungültig.', 'The sample is not invalid.');
    const xpath = verdict.faults[0]?.xpath ?? '';
    const delivery = await begin(ground, [{ kind: 'refuse', findings: [{ ...finding, xpath }], times: 3 }], broken);
    const { outcome } = await ground.bench.settle(delivery, 3);
    must(outcome?.kind === 'rejected', 'Die Nachricht wurde nicht abgelehnt.', 'The message was not rejected.');
    const [found] = outcome.findings;
    must(
      found !== undefined && found.id !== '',
      'Eine Ablehnung ohne Befund: Niemand erfährt, warum.',
      'A refusal without a finding: nobody learns why.',
    );
    const { refusal = [] } = ground.rig;
    must(
      !refusal.includes('text') || found.text === finding.text,
      'Der Text des Befunds ging verloren.',
      "The finding's text was lost.",
    );
    if (!refusal.includes('xpath')) return;
    must(found.xpath !== undefined, 'Der XPath des Befunds ging verloren.', "The finding's XPath was lost.");
    const path = jsonPathOf(broken, found.xpath);
    must(
      path.length > 0 && path.at(-1) === 'birthDate',
      `Der XPath des Befunds führt im JSON zu "${path.join('.')}".`,
      `The finding's XPath leads to "${path.join('.')}" in the JSON.`,
    );
  },
};

function breakSample(sample: SampleMessage): SampleMessage {
  const { right = '', wrong = '' } = sample.breakable ?? {};
  const xml = Buffer.from(Buffer.from(sample.xml).toString('utf8').replace(right, wrong));
  return { ...sample, xml };
}

function jsonPathOf({ definition }: SampleMessage, xpath: string) {
  const message = requestDefinitions(serviceActs).find(({ id }) => id === definition);
  return message ? locate(message, xpath) : [];
}

export const refusals: readonly Case[] = [refusalFinal, refusalFindings];
