import type { DataPath } from '../../../findings.ts';
import type { MessageRule } from '../../../messages/message-rule.ts';
import type { RegisteredPerson } from './registered-person-data.ts';

/** A person in the content of a message, and the way to them. */
export interface PlacedPerson {
  readonly path: DataPath;
  readonly person: RegisteredPerson;
}

/** eID card in the list `pass.und.ausweisdokumente`. */
const eidCard = '15';
/** The blocks of disclosure that end: § 51 (1) BMG, and those that a security authority asked for. */
const blocksThatEnd = ['3', '11'];

const source = {
  de: 'XMeld 26.11, Text zu type.VorausgefuellterMeldeschein',
  en: 'XMeld 26.11, text of type.VorausgefuellterMeldeschein',
};

/**
 * What the text of XMeld says of the block that 1703 and 1704 share, and its schema does not.
 *
 * @param places where such persons stand in the content, as in `MessageRule.fields`.
 */
export function registeredPersonRules<Content>(
  type: string,
  personsIn: (content: Content) => readonly PlacedPerson[],
  places: readonly string[],
): MessageRule<Content>[] {
  const forEach = (inPerson: (person: RegisteredPerson) => DataPath[]) => (content: Content) =>
    personsIn(content).flatMap(({ path, person }) => inPerson(person).map((rest) => [...path, ...rest]));
  const of = (field: string) => places.map((place) => `${place}.${field}`);
  return [
    {
      id: `xmeld-${type}-former-name-evidence`,
      severity: 'error',
      text: {
        de: 'Zu einem früheren Familiennamen stehen hier keine Nachweisdaten.',
        en: 'A former family name comes without evidence here.',
      },
      source,
      breaches: forEach(({ name }) =>
        indexesOf(name.formerFamilyNames, ({ evidence }) => evidence !== undefined).map((index) => [
          'name',
          'formerFamilyNames',
          index,
          'evidence',
        ]),
      ),
      fields: of('name.formerFamilyNames.evidence'),
    },
    {
      id: `xmeld-${type}-eid-card-issue-date`,
      severity: 'error',
      text: {
        de: 'Zu einer eID-Karte (15) steht nie ein Ausstellungsdatum.',
        en: 'An eID card (15) never has a date of issue.',
      },
      source,
      breaches: forEach(({ identityDocuments }) =>
        indexesOf(identityDocuments, ({ type: kind, issuedOn }) => kind === eidCard && issuedOn !== undefined).map(
          (index) => ['identityDocuments', index, 'issuedOn'],
        ),
      ),
      fields: of('identityDocuments.issuedOn'),
    },
    {
      id: `xmeld-${type}-block-until`,
      severity: 'error',
      text: {
        de: 'Eine Frist haben nur die Auskunftssperren 3 und 11.',
        en: 'Only the blocks of disclosure 3 and 11 have an end.',
      },
      source,
      breaches: forEach(({ disclosureBlocks }) =>
        indexesOf(disclosureBlocks, ({ reason, until }) => until !== undefined && !blocksThatEnd.includes(reason)).map(
          (index) => ['disclosureBlocks', index, 'until'],
        ),
      ),
      fields: of('disclosureBlocks.until'),
    },
    {
      id: `xmeld-${type}-block-reason`,
      severity: 'warning',
      text: {
        de: 'Als Auskunftssperre stehen hier nur die Schlüssel 3 und 11.',
        en: 'Of the blocks of disclosure only 3 and 11 stand here.',
      },
      source,
      breaches: forEach(({ disclosureBlocks }) =>
        indexesOf(disclosureBlocks, ({ reason }) => !blocksThatEnd.includes(reason)).map((index) => [
          'disclosureBlocks',
          index,
          'reason',
        ]),
      ),
      fields: of('disclosureBlocks.reason'),
    },
  ];
}

function indexesOf<T>(list: readonly T[] | undefined, holds: (item: T) => boolean): number[] {
  return (list ?? []).flatMap((item, index) => (holds(item) ? [index] : []));
}
