import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { DataPath } from '../../findings.ts';
import { antrag0001 } from '../antrag/antrag-0001.ts';
import type { Antrag } from '../antrag/antrag-data.ts';
import { aroundData, filesOf } from '../antrag/around-data.ts';
import { submissionMemberNames } from '../antrag/submission-data.ts';
import type { BuildableMessage, Origin, ServiceAct } from '../service.ts';
import type { Form } from './form.ts';
import { formData } from './form-data.ts';
import { listFields } from './list-fields.ts';

/** What the catalogue says of a service. */
export interface FormService {
  readonly id: string;
  readonly nameDe: string;
  readonly leikaIds: readonly string[];
}

/** The act that a form makes: its data, carried by the generic message. */
export function formAct(form: Form, service: FormService, validate: ValidateFunction): ServiceAct {
  return {
    serviceId: form.serviceId,
    act: form.act,
    version: `${form.version}+${form.digest}`,
    data: formData(form, validate),
    messages: [antragMessage(form, service)],
    form,
    applicant: form.applicant,
    attachments: form.attachments,
  };
}

function antragMessage(form: Form, service: FormService): BuildableMessage {
  const listed = (given: unknown) => {
    const { data, originOf } = form.readKeys(given);
    return { ...listFields(form.parts, data, form.keepsUnknown), originOf };
  };
  return {
    definition: antrag0001 as BuildableMessage['definition'],
    // DVDV prefix for authorities in general (§ 38 BMG), with the AGS as id; a destination may name another key.
    readerKennung: (ags) => `dbs:${ags}`,
    embedsAttachments: true,
    refersToAttachments: true,
    carries: submissionMemberNames,
    complete: (given, surroundings): Antrag => {
      const { fields, parties } = listed(given);
      return {
        service: { id: service.id, act: form.act, name: service.nameDe, leikaIds: service.leikaIds },
        form: { title: form.title.de, version: form.version, schema: form.schemaUri },
        municipalityKey: surroundings.ags,
        ...aroundData(surroundings),
        ...(parties.length > 0 && { parties: parties.map(({ party }) => party) }),
        fields: fields.map(({ field }) => field),
        ...filesOf(surroundings),
      };
    },
    originsIn: (given) => {
      const { fields, parties, originOf } = listed(given);
      const ofData = (place: DataPath): Origin => ({ part: 'data', path: originOf(place) });
      return (path) => {
        const [top, number, ...rest] = path;
        const index = Number(number);
        switch (top) {
          case 'form':
            return { part: 'submission', path, by: 'form' };
          case 'fields':
            return { ...ofData(fields[index]?.path ?? []), ...(!isValueOfField(rest) && byForm) };
          case 'parties':
            return { ...ofData([...(parties[index]?.path ?? []), ...rest]), ...(isOfRole(rest) && byForm) };
          case 'representatives':
            return { part: 'submission', path: ['representative', ...rest] };
          case 'attachments':
            return { part: 'submission', path: path.slice(0, 2) };
          default:
            return { part: 'submission', path };
        }
      };
    },
  };
}

const byForm = { by: 'form' } as const;
const valueMembers: ReadonlySet<unknown> = new Set(['text', 'number', 'date', 'dateTime', 'time', 'flag', 'file']);

/** Of a field the portal says its value; a path to the whole field or its code speaks of the value too. */
function isValueOfField([member, inner]: DataPath): boolean {
  if (member === 'code') return inner === undefined || inner === 'value';
  return member === undefined || valueMembers.has(member);
}

function isOfRole([member]: DataPath): boolean {
  return member === 'role' || member === 'label';
}
