/** An area as a route was asked for. */
export type Area = { readonly ars: string } | { readonly ags: string };

const arsUrn = 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs:';
const leikaUrn = 'urn:de:fim:leika:leistung:';

export interface SignedService {
  readonly gebietIDs: readonly string[];
  readonly leistungIDs: readonly string[];
}

/**
 * Whether signed services cover a service in an area, in one entry. How areas are matched is not documented; the strict
 * reading is taken: the signed ARS is the one that was asked for, or contains it.
 */
export function covers(services: readonly SignedService[], leikaKey: string, area: Area): boolean {
  return services.some(
    ({ leistungIDs, gebietIDs }) =>
      leistungIDs.includes(`${leikaUrn}${leikaKey}`) &&
      gebietIDs.some((urn) => urn.startsWith(arsUrn) && contains(urn.slice(arsUrn.length), area)),
  );
}

function contains(signed: string, area: Area): boolean {
  if (!/^\d{2,12}$/.test(signed)) return false;
  if ('ars' in area) return area.ars.startsWith(signed);
  // Up to the county both keys are the same; below, the ARS has four digits more, for associations of municipalities.
  if (signed.length <= 5) return area.ags.startsWith(signed);
  return signed.length === 12 && signed.slice(0, 5) + signed.slice(9) === area.ags;
}
