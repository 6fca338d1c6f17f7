import { readMessage } from '../../../messages/read.ts';
import { readXml } from '../../../messages/xml-read.ts';
import { gewerbeanmeldung0001 } from '../gewerbe-0001.ts';
import { gewerbeummeldung0002 } from '../gewerbe-0002.ts';
import { gewerbeabmeldung0003 } from '../gewerbe-0003.ts';
import type { Gewerbeabmeldung } from '../gewerbeabmeldung-data.ts';
import type { Gewerbeanmeldung } from '../gewerbeanmeldung-data.ts';
import type { Gewerbeummeldung } from '../gewerbeummeldung-data.ts';
import type { AcceptedNotice } from './notice-record.ts';

const messages = [gewerbeanmeldung0001, gewerbeummeldung0002, gewerbeabmeldung0003];

/**
 * The notice in a message of ours, as it went to the office; undefined when the message is no notice.
 *
 * @param definitionId `standard/version/type`, as it is stored with the message.
 */
export function readNotice(definitionId: string, xml: Uint8Array): AcceptedNotice | undefined {
  const definition = messages.find((message) => message.definition.id === definitionId)?.definition;
  if (definition === undefined) return undefined;
  const { data } = readMessage(definition, readXml(xml));
  switch (definition) {
    case gewerbeanmeldung0001.definition:
      return { form: 'anmeldung', data: data as Gewerbeanmeldung };
    case gewerbeummeldung0002.definition:
      return { form: 'ummeldung', data: data as Gewerbeummeldung };
    default:
      return { form: 'abmeldung', data: data as Gewerbeabmeldung };
  }
}
