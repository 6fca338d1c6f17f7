import type { Word } from '../notation.ts';

function address(field: string, data: string): readonly Word[] {
  return [
    { field: `${field}/strasse`, data: `${data}.street` },
    { field: `${field}/hausnummer`, data: `${data}.houseNumber` },
    { field: `${field}/zusatz`, data: `${data}.extra` },
    { field: `${field}/plz`, data: `${data}.postalCode` },
    { field: `${field}/ort`, data: `${data}.city` },
  ];
}

/** The parts of a plate and its season are fields of their own: as one text they are ambiguous. */
function plate(field: string, data: string): readonly Word[] {
  return [
    { field: `${field}/unterscheidungszeichen`, data: `${data}.district` },
    { field: `${field}/buchstaben`, data: `${data}.letters` },
    { field: `${field}/ziffern`, data: `${data}.digits` },
  ];
}

function season(field: string, data: string): readonly Word[] {
  return [
    { field: `${field}/saisonVon`, data: `${data}.season.from`, kind: 'count' },
    { field: `${field}/saisonBis`, data: `${data}.season.to`, kind: 'count' },
  ];
}

/** All six acts; each act uses a part of the fields. */
export const kfzZulassung: readonly Word[] = [
  { field: '/fahrzeug/fin', data: 'vehicle.fin' },
  { field: '/fahrzeug/finPruefziffer', data: 'vehicle.finCheckDigit' },
  { field: '/fahrzeug/naechsteHauptuntersuchung', data: 'nextInspection' },
  { field: '/fahrzeug/naechsteSicherheitspruefung', data: 'nextSafetyInspection' },
  { field: '/fahrzeug/nichtVerschrottet', data: 'notScrapped', kind: 'tick' },

  ...plate('/kennzeichen', 'plate'),
  { field: '/kennzeichen/zusatz', data: 'plate.suffix' },
  ...season('/kennzeichen', 'plate'),
  { field: '/kennzeichen/reservieren', data: 'reservePlate', kind: 'tick' },
  { field: '/plaketten/*/sicherheitscode', data: 'stamps.*.securityCode' },
  { field: '/plaketten/*/druckstuecknummer', data: 'stamps.*.printNumber' },

  { field: '/wunschkennzeichen/zuteilung', data: 'plateWish.assignment' },
  { field: '/wunschkennzeichen/art', data: 'plateWish.kind' },
  ...season('/wunschkennzeichen', 'plateWish'),
  ...plate('/wunschkennzeichen', 'plateWish.reservation'),
  { field: '/wunschkennzeichen/pin', data: 'plateWish.reservation.pin' },

  { field: '/papiere/zb1Sicherheitscode', data: 'zb1.securityCode' },
  { field: '/papiere/zb2Nummer', data: 'zb2.number' },
  { field: '/papiere/zb2Sicherheitscode', data: 'zb2.securityCode' },
  { field: '/papiere/evb', data: 'evb' },

  { field: '/halter/familienname', data: 'holder.person.familyName' },
  { field: '/halter/geburtsname', data: 'holder.person.birthName' },
  { field: '/halter/vornamen', data: 'holder.person.givenNames' },
  { field: '/halter/keineVornamen', data: 'holder.person.withoutGivenNames', kind: 'tick' },
  { field: '/halter/ordensOderKuenstlername', data: 'holder.person.religiousOrArtistName' },
  { field: '/halter/geburtsdatum', data: 'holder.person.birthDate', kind: 'date' },
  { field: '/halter/geburtsort', data: 'holder.person.birthPlace' },
  { field: '/halter/geburtsstaat', data: 'holder.person.birthState' },
  { field: '/halter/geschlecht', data: 'holder.person.sex' },
  { field: '/halter/organisation', data: 'holder.organisation.name' },
  ...address('/halter/anschrift', 'holder.address'),
  { field: '/halter/unveraendert', data: 'sameHolder', kind: 'answer' },

  { field: '/vertretung/familienname', data: 'representative.familyName' },
  { field: '/vertretung/vornamen', data: 'representative.givenNames' },
  ...address('/vertretung/anschrift', 'representative.address'),

  { field: '/steuer/kontoinhaber', data: 'tax.accountHolder' },
  { field: '/steuer/iban', data: 'tax.iban' },
  { field: '/steuer/bic', data: 'tax.bic' },
  { field: '/steuer/verguenstigung', data: 'tax.taxBenefit', kind: 'answer' },

  { field: '/verwertung/datum', data: 'recycling.date', kind: 'date' },
  { field: '/verwertung/betriebsnummer', data: 'recycling.operatorNumber' },
  { field: '/verwertung/staat', data: 'recycling.state' },
  { field: '/ausserBetriebSeit', data: 'deregisteredOn', kind: 'date' },
  { field: '/grund', data: 'reason' },
];
