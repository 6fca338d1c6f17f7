import * as part from './schema-parts.ts';

/**
 * Metadata 1.x. Known are the rules of 1.0.0. Of 1.1 to 1.3 it is known that they added `$schema` as an optional member
 * and, from a version on, the reply channel fitConnect; unknown members are allowed anyway, so they are judged by the
 * same rules.
 */
export const metadataSchema1 = part.record({
  'contentStructure!': part.record({
    data: part.data,
    'attachments!': part.listOf(part.attachment(['form', 'attachment', 'report'])),
  }),
  publicServiceType: part.record({
    'identifier!': part.matching("^urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,.:=@;$_!*'%/?#-]+$", {
      minLength: 7,
      maxLength: 255,
    }),
    name: part.text,
    description: part.text,
  }),
  authenticationInformation: part.listOf(
    part.record({
      'type!': part.oneOf('identificationReport'),
      'version!': part.matching('^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$'),
      'content!': part.matching('^[a-zA-Z0-9_\\-.]+$'),
    }),
    { minItems: 1 },
  ),
  paymentInformation: part.paymentInformation,
  replyChannel: part.replyChannel({
    eMail: part.eMail,
    deMail: part.deMail,
    fink: part.fink('^[-._a-z0-9~/]*$'),
    elster: part.elster(part.matching('^\\d{10}$'), 10),
  }),
  additionalReferenceInfo: part.record({ senderReference: part.text, applicationDate: part.date }),
});
