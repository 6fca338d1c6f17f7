import { z } from 'zod';
import type { DataPath } from '../../findings.ts';
import { antrag0001 } from '../antrag/antrag-0001.ts';
import type { Antrag, Relation } from '../antrag/antrag-data.ts';
import { aroundData, filesOf } from '../antrag/around-data.ts';
import { submissionMemberNames } from '../antrag/submission-data.ts';
import { zodData } from '../data-schema.ts';
import type { BuildableMessage, Origin, ServiceAct } from '../service.ts';
import type { FormService } from './form-act.ts';

/** What can follow a submission. */
export type RelatedKind = 'supplement' | 'withdrawal';

/** The first submission, as its office knows it. */
export type Earlier = Omit<Relation, 'kind'>;

const data = zodData(z.strictObject({ text: z.string().optional().describe('What the citizen says, for the clerk') }));

const words = {
  supplement: { code: 'nachreichung', title: 'Nachreichung', label: 'Mitteilung' },
  withdrawal: { code: 'ruecknahme', title: 'Rücknahme', label: 'Begründung' },
} as const;

/**
 * The act that follows a submission of any service: a text and files, in the generic message, which names what it follows.
 * The standards here have no message for that, so it is modelled.
 */
export function relatedAct(kind: RelatedKind, service: FormService, earlier: Earlier): ServiceAct {
  return { serviceId: service.id, act: kind, version: '1', data, messages: [relatedMessage(kind, service, earlier)] };
}

function relatedMessage(kind: RelatedKind, service: FormService, earlier: Earlier): BuildableMessage {
  const { code, title, label } = words[kind];
  return {
    definition: antrag0001 as BuildableMessage['definition'],
    readerKennung: (ags) => `dbs:${ags}`,
    embedsAttachments: true,
    refersToAttachments: true,
    carries: submissionMemberNames,
    complete: (given, surroundings): Antrag => {
      const { text } = given as { text?: string };
      return {
        service: { id: service.id, act: kind, name: service.nameDe, leikaIds: service.leikaIds },
        form: { title, version: '1', schema: `urn:zustellwerk:formular:${code}:1` },
        municipalityKey: surroundings.ags,
        relation: { kind: code, ...earlier },
        ...aroundData(surroundings),
        fields: text === undefined ? [] : [{ id: 'text', label, text }],
        ...filesOf(surroundings),
      };
    },
    originsIn: () => originOf,
  };
}

function originOf(path: DataPath): Origin {
  switch (path[0]) {
    case 'fields':
      return { part: 'data', path: ['text'] };
    case 'representatives':
      return { part: 'submission', path: ['representative', ...path.slice(2)] };
    case 'attachments':
      return { part: 'submission', path: path.slice(0, 2) };
    case 'relation':
      return { part: 'submission', path: ['relatesTo'] };
    default:
      return { part: 'submission', path };
  }
}
