import { scope, within } from '../../messages/definition.ts';
import { headAttributes, headElements, type Message } from '../../messages/head-g2g.ts';
import { defineMessage } from '../../messages/message.ts';
import type { At } from '../../messages/paths.ts';
import { municipalityKeys } from '../service.ts';
import {
  antrag,
  attachmentElements,
  authenticationElements,
  fieldElements,
  partyElements,
  paymentElements,
  roleElements,
} from './antrag.ts';
import type { Antrag } from './antrag-data.ts';
import { antragRules } from './antrag-rules.ts';
import { messageTypes } from './code-lists.ts';
import { address, label, leikaId, name } from './value-types.ts';

const data = scope<Antrag>();
const service = scope<At<Antrag, 'service'>>();
const form = scope<At<Antrag, 'form'>>();
const optional = { optional: true } as const;
const harmless = { harmless: true } as const;

/**
 * `portal2fachverfahren.antrag.0001`: any application, with the fields of a form that is data (modelled). What a service
 * asks for stands in `forms/`, not here.
 */
export const antrag0001 = defineMessage<Message<Antrag>>({
  standard: antrag,
  type: '0001',
  rootName: 'portal2fachverfahren.antrag.0001',
  title: { de: 'Antrag', en: 'Application' },
  legalBasis: 'that of the service',
  attributes: headAttributes(antrag),
  rules: antragRules,
  children: [
    within('head', headElements(messageTypes, '0001')),
    within('data', [
      data.group('antrag', [
        data.inside('leistung', 'service', [
          service.text('leistungId', 'id', name, harmless),
          service.text('handlung', 'act', name, harmless),
          service.text('bezeichnung', 'name', label, harmless),
          service.text('leikaId', 'leikaIds', leikaId, { optional: true, many: true, harmless: true }),
        ]),
        data.inside('formular', 'form', [
          form.text('bezeichnung', 'title', label, harmless),
          form.text('version', 'version', name, harmless),
          form.text('schema', 'schema', address, harmless),
        ]),
        data.code('gemeindeSchluessel', 'municipalityKey', municipalityKeys, harmless),
        data.inside('antragsteller', 'applicant', partyElements, optional),
        data.each('vertreter', 'representatives', partyElements, optional),
        data.each('beteiligter', 'parties', roleElements, optional),
        data.each('feld', 'fields', fieldElements, optional),
        data.each('anlage', 'attachments', attachmentElements, optional),
        data.inside('authentifizierung', 'authentication', authenticationElements, optional),
        data.inside('zahlung', 'payment', paymentElements, optional),
      ]),
    ]),
  ],
});
