import { antragElementFor } from '../domains/antrag/antrag.ts';
import type { FormPart } from '../domains/forms/form-model.ts';
import type { ServiceAct } from '../domains/service.ts';
import type { Contract } from './contract.ts';

type FormField = NonNullable<Contract['form']>['fields'][number];

/** What the fields of the generic message are in an act: its form. */
export function describeForm({ form }: ServiceAct): Pick<Contract, 'form'> {
  if (form === undefined) return {};
  const { title, version, schemaUri, parts } = form;
  return {
    form: { title, version, schema: schemaUri, fields: parts.flatMap((part) => fieldsOfPart(part, [], false)) },
  };
}

function fieldsOfPart(part: FormPart, groups: readonly string[], repeated: boolean): FormField[] {
  const path = [...groups, part.id];
  const many = repeated || part.many;
  const base = { id: path.join('/'), label: part.label, many };
  switch (part.kind) {
    case 'group':
      return part.parts.flatMap((inner) => fieldsOfPart(inner, path, many));
    case 'party':
      return [{ ...base, element: `beteiligter (rolle ${part.role})` }];
    case 'field': {
      const { list } = part;
      return [
        {
          ...base,
          element: antragElementFor[part.type],
          ...(list && { list: `${list.uri} ${list.version}` }),
          ...(list?.names && { codes: { ...list.names } }),
        },
      ];
    }
  }
}
