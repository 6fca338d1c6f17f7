import type { DataPath } from '../../findings.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import { portalKeys } from './objection-codes.ts';
import type { Widersprueche } from './widersprueche-data.ts';

type Rule = MessageRule<Message<Widersprueche>>;

/** Key of the list `auskunftssperre`: objection to what § 36 (2) BMG lets the Bundeswehr be told. */
const bundeswehr = '10';
const ageOfMajority = 18;

/** What must hold for a 1713 or 1714 besides its schema. */
export function objectionRules(type: string): Rule[] {
  return [keysOfPortals(type), somethingToDo(type), noContradiction(type), bundeswehrForMinors(type)];
}

function keysOfPortals(type: string): Rule {
  return {
    id: `xmeld-${type}-portal-keys`,
    severity: 'error',
    text: {
      de: `Über ein Portal lassen sich nur die Schlüssel ${portalKeys.join(', ')} eintragen und löschen.`,
      en: `Only the keys ${portalKeys.join(', ')} can be entered and deleted through a portal.`,
    },
    source: { de: `XMeld 26.11, Text zur Nachricht ${type}`, en: `XMeld 26.11, text of message ${type}` },
    breaches: ({ data: { objections } }) =>
      (['enter', 'remove'] as const).flatMap((list) =>
        placesOf(objections[list], list, (key) => !portalKeys.includes(key)),
      ),
    example: [
      { at: ['data', 'objections', 'enter'], value: ['3'] },
      { at: ['data', 'objections', 'remove'], value: ['11'] },
    ],
  };
}

function somethingToDo(type: string): Rule {
  return {
    id: `xmeld-${type}-something-to-do`,
    severity: 'error',
    text: {
      de: 'Mindestens ein Widerspruch oder eine Übermittlungssperre ist einzutragen oder zu löschen.',
      en: 'At least one objection or transmission block is to be entered or deleted.',
    },
    source: {
      de: 'modelliert: Das Schema lässt alle vier Listen leer sein, und dann wird nichts verlangt',
      en: 'modelled: the schema lets all four lists be empty, and then nothing is asked for',
    },
    breaches: ({ data: { objections } }) =>
      Object.values(objections).every((list) => (list ?? []).length === 0) ? [['data', 'objections']] : [],
    example: [{ at: ['data', 'objections'], value: {} }],
  };
}

function noContradiction(type: string): Rule {
  return {
    id: `xmeld-${type}-contradiction`,
    severity: 'error',
    text: {
      de: 'Derselbe Schlüssel wird nicht zugleich eingetragen und gelöscht.',
      en: 'The same key is not entered and deleted at the same time.',
    },
    source: {
      de: 'modelliert: Der Standard gibt einer solchen Nachricht keinen Sinn',
      en: 'modelled: the standard gives such a message no meaning',
    },
    breaches: ({ data: { objections } }) =>
      placesOf(objections.remove, 'remove', (key) => objections.enter?.includes(key) ?? false),
    example: [{ at: ['data', 'objections'], value: { enter: ['5'], remove: ['5'] } }],
  };
}

/** Only told: whether it is entered is the authority's decision (1712, rueckmeldungEintragung 04). */
function bundeswehrForMinors(type: string): Rule {
  return {
    id: `xmeld-${type}-bundeswehr-minors`,
    severity: 'warning',
    text: {
      de: 'Schlüssel 10 (Bundeswehr) wird nur für Minderjährige eingetragen.',
      en: 'Key 10 (Bundeswehr) is entered for minors only.',
    },
    source: {
      de: 'XMeld 26.11, Liste widerspruecheuebermittlungssperren.eintragung.ergebnis, 04',
      en: 'XMeld 26.11, list widerspruecheuebermittlungssperren.eintragung.ergebnis, 04',
    },
    breaches: ({ head, data: { person, objections } }) =>
      isAdult(person.birthDate, head.createdAt) ? placesOf(objections.enter, 'enter', (key) => key === bundeswehr) : [],
    fields: ['data.objections.enter'],
  };
}

function placesOf(list: readonly string[] = [], name: string, isWrong: (key: string) => boolean): DataPath[] {
  return list.flatMap((key, index) => (isWrong(key) ? [['data', 'objections', name, index]] : []));
}

/** Whether a person born on `birthDate` is of age at `moment`; no, where the date is not known to the day. */
function isAdult(birthDate: string, moment: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return false;
  const birthday = `${Number(birthDate.slice(0, 4)) + ageOfMajority}${birthDate.slice(4)}`;
  return birthday <= moment.slice(0, birthday.length);
}
