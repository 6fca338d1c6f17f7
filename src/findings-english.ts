import type { Link, WordedFinding } from './findings.ts';

/** The English sentences of all rules. Each says what would be right. */
export function explainEnglish({ rule, params }: WordedFinding): string {
  const nearest = params.nearest?.length
    ? ` Did you mean ${params.nearest.map((n, index) => `"${n}"${meaningOf(params, index)}`).join(' or ')}?`
    : '';
  switch (rule) {
    case 'required':
      return `This field is mandatory and is missing.${params.expected ? ` Expected: ${params.expected}.` : ''}`;
    case 'type':
      return `The value has the wrong type. Expected: ${params.expected}.`;
    case 'unknown-field':
      return `This field is not known here and would be lost. Remove it or correct its name.${nearest}`;
    case 'not-supported':
      return 'This member is part of the interface but is not acted on yet. Leave it out.';
    case 'not-empty':
      return 'A mandatory text must not be empty or consist of blanks only.';
    case 'too-long':
      return `The text has ${params.actual} characters; at most ${params.max} are allowed.`;
    case 'too-many':
      return `There are ${params.actual} entries; at most ${params.max} are allowed.`;
    case 'too-few':
      return `There are ${params.actual} entries; at least ${params.min} are needed.`;
    case 'pattern':
      return `The value does not have the form that the standard asks for: ${params.expected}.`;
    case 'character':
      return (
        `Character ${params.position} (${printable(params.character)}${params.codePoint}) is not allowed in ${params.list} of DIN 91379.` +
        (params.suggestion === undefined ? '' : ` Possible replacement: "${params.suggestion}".`)
      );
    case 'date':
      return `This is not a date of the calendar in the form ${params.expected}.`;
    case 'date-in-future':
      return 'This date lies in the future; it must be today or earlier.';
    case 'date-too-old':
      return `This date lies too far in the past; the earliest is ${params.expected}.`;
    case 'date-time':
      return 'This is not a point in time in the form YYYY-MM-DDThh:mm:ss with a time zone.';
    case 'number':
      return `The number is outside of what is allowed: ${params.expected}.`;
    case 'code':
      return `This code is not in the code list ${params.list}.${nearest}`;
    case 'choice':
      return `Exactly one of these is needed: ${params.names?.join(', ')}.`;
    case 'postal-code':
      return 'A German postal code has five digits and does not begin with 00.';
    case 'house-number':
      return `The house number is split: digits (at most four) in "houseNumber", what follows, such as "a" or "1/2", in "houseNumberSuffix".`;
    case 'format':
      return `The value does not have the expected form: ${params.expected}.`;
    case 'message-rule':
      return `A rule of the message is broken: ${params.expected}`;
    case 'not-convertible':
      return `The value cannot be read as ${params.expected}.`;
    case 'conflict':
      return `These exclude each other: ${params.names?.join(', ')}.`;
    case 'service-unknown':
      return `There is no service with this id or LeiKa key.${nearest}`;
    case 'service-ambiguous':
      return `Several services have this LeiKa key. Use one of their ids: ${params.names?.join(', ')}.`;
    case 'service-not-deliverable':
      return `This service is not delivered here: ${params.detail}.`;
    case 'link-out':
      return params.link
        ? `This service is not applied for here, but in another portal: ${nameLink(params.link)}.`
        : 'This service is not applied for here, and for this region no other address is known. Ask the operator to name it.';
    case 'efa':
      return `This service is applied for in the nationwide online service ${params.link ? nameLink(params.link) : ''}; its submissions reach the office by FIT-Connect. Hide the own form.`;
    case 'information':
      return `There is nothing to apply for here, only to read${params.link ? `: ${nameLink(params.link)}` : '; for this region no address is known. Ask the operator to name it'}.`;
    case 'service-closed':
      return params.opens
        ? `Submissions are not taken before ${params.opens.replace('T', ', ')} (Germany).`
        : `Submissions are not taken since ${(params.closed ?? '').replace('T', ', ')} (Germany); when it opens again is not known.`;
    case 'act-unknown':
      return `The service has no such act. Known: ${params.names?.join(', ')}.`;
    case 'form-version-unknown':
      return `This version of the form does not hold. Valid: ${params.names?.join(', ') || 'none'}.`;
    case 'region-unknown':
      return `There is no region with this ARS (12 digits).${nearest}`;
    case 'region-not-municipal':
      return `The message is addressed by the AGS of a municipality, and this region is an association of several. Use the ARS of one of: ${params.names?.join(', ')}.`;
    case 'no-route':
      return `Nobody takes this service in this region. ${params.detail ?? ''}`.trim();
    case 'not-live':
      return `The office that is competent here does not take submissions yet (phase ${params.detail}). Dry runs are answered: ?dryRun=true.`;
    case 'profile-unknown':
      return `There is no such profile.${nearest} Known: ${params.names?.join(', ')}.`;
    case 'profile-not-allowed':
      return `This portal is not set up for this profile. Its profiles: ${params.names?.join(', ')}.`;
    case 'service-outside-scope':
      return `This portal may not submit this service. It may submit: ${params.names?.join(', ')}.`;
    case 'region-outside-scope':
      return `This portal may not submit for this region. It may, each with all that belongs to it: ${params.names?.join(', ')}.`;
    case 'service-not-in-profile':
      return 'This profile has no words for this service. Use another profile, or ask the operator to extend it.';
    case 'attachment-unknown':
      return 'There is no attachment with this id that waits for a submission of this portal.';
    case 'attachment-changed':
      return 'The file that was uploaded has another SHA-512. Upload it again.';
    case 'attachments-too-large':
      return `The attachments have ${params.actual} bytes in all; at most ${params.max} are taken.`;
    case 'attachment-not-taken':
      return 'The message of this service has no place for attachments. Leave them out.';
    case 'attachment-missing':
      return `This is missing: ${params.expected}. Upload it, and name it with "namedAs": "${params.detail}".`;
    case 'attachment-named':
      return `This service has no such document. It has: ${params.names?.join(', ') || 'none'}.${nearest}`;
    case 'attachment-name':
      return `The file has to have another name: ${params.expected}.`;
    case 'attachment-type':
      return `The file is of the type ${params.detail}; taken are: ${params.names?.join(', ')}.`;
    case 'attachment-too-large':
      return `The file has ${params.actual} bytes; at most ${params.max} are taken.`;
    case 'trust-level':
      return `This service asks for trust level ${params.expected}; the applicant is known at ${params.detail}. These methods suffice: ${params.names?.join(', ')}.`;
    case 'assertion':
      return `The signed assertion of who applies is not valid: ${params.expected}.`;
    case 'assertion-used':
      return 'This signed assertion was used for another submission. Each submission needs one of its own.';
    case 'payment-due':
      return `The fee of ${params.expected} is due before this is delivered. Pay it, and send the payment with PATCH.`;
    case 'payment-amount':
      return `The fee is ${params.expected}; ${params.detail} were paid.`;
    case 'submission-unknown':
      return 'This portal has no submission with this id.';
    case 'relation-refused':
      return `This cannot follow the earlier submission: ${params.expected}.`;
    case 'callback-not-allowed':
      return `Nobody is told there. Needed: ${params.expected}.`;
    case 'xml-not-read':
      return `The document is not read. ${params.expected}`;
    case 'xml-schema':
      return `The schema of the standard is not met. ${params.expected}`;
    case 'message-unknown':
      return `Messages of this kind (${params.detail}) are not taken here. Taken: ${params.names?.join(', ')}.`;
    case 'message-not-agreed':
      return `The office has not agreed to ${params.detail}. For this service it takes: ${params.names?.join(', ') || 'none'}.`;
    case 'message-as-it-is':
      return 'This came as a finished message and is passed on as it is; it cannot be built anew. The portal submits a new one.';
    case 'message-uuid-used':
      return 'Another message has this nachrichtenUUID. Each message has one of its own.';
    case 'other-reader':
      return `The message is addressed to ${params.detail}; here the office is ${params.expected}.`;
    case 'other-author':
      return `This portal does not submit messages of the author ${params.detail}. It submits those of: ${params.names?.join(', ') || 'nobody'}.`;
    case 'set-refused':
      return `These files are not taken. ${params.expected}`;
    case 'no-test-mark':
      return 'Here only tests are taken, and the message is not marked as one (attribute "test" of its root element).';
  }
}

function meaningOf({ meanings }: WordedFinding['params'], index: number): string {
  return meanings?.[index] ? ` (${meanings[index]})` : '';
}

function nameLink({ name, url }: Link): string {
  return url === undefined ? `"${name}"` : `"${name}", ${url}`;
}

function printable(character: string | undefined): string {
  return character !== undefined && /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(character) ? `"${character}", ` : '';
}
