import type { Region } from '../catalogue/regions.ts';
import { type Finding, finding } from '../findings.ts';
import type { Plan, Portal } from './plan.ts';

interface Wanted {
  readonly service?: { readonly id: string } | undefined;
  readonly region?: Region | undefined;
}

/** Whether the portal may submit this service for this region; what is unknown has its own finding. */
export function checkScope(
  { service, region }: Wanted,
  { scope }: Portal,
  { regions }: Pick<Plan, 'regions'>,
): Finding[] {
  const { services, regions: allowed } = scope;
  const findings: Finding[] = [];
  if (service && services && !services.includes(service.id)) {
    findings.push(finding(['serviceId'], 'service-outside-scope', { names: services }));
  }
  if (region && allowed) {
    const line = [region, ...regions.parents(region.ars)].map(({ ars }) => ars);
    if (!line.some((ars) => allowed.includes(ars))) {
      findings.push(finding(['region'], 'region-outside-scope', { names: allowed }));
    }
  }
  return findings;
}
