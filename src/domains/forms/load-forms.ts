import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mayBeDelivered, type Service, serviceSchema } from '../../catalogue/service.ts';
import { createCatalogue } from '../../catalogue/services.ts';
import { ConfigError, type ConfigFault } from '../../config/config-error.ts';
import { suggest } from '../../nearest.ts';
import type { ServiceAct } from '../service.ts';
import { formAct } from './form-act.ts';
import { type ReadForm, readForm } from './read-form.ts';

/** What forms add to the world: acts, and services that the catalogue does not have. */
export interface LoadedForms {
  readonly acts: readonly ServiceAct[];
  readonly services: readonly Service[];
  /** Service and version of each form in the last of the folders. */
  readonly last: readonly string[];
}

/** The service whose form stands in for every service that has neither a message nor a form of its own. */
const anyService = 'generischer-antrag';

/**
 * Loads all forms: one folder each, below each of `folders`. A later folder's form takes the place of an earlier one's for
 * the same service and act that begins on the same day; those that begin on other days are further versions. A deliverable service that nobody has made anything for gets the form of the informal application.
 *
 * @param builtIn the acts in code; they have messages of their own.
 * @throws ConfigError with the faults of all forms.
 */
export async function loadForms(folders: readonly string[], builtIn: readonly ServiceAct[]): Promise<LoadedForms> {
  const own = createCatalogue().list();
  const { read, last, faults } = await readAll(folders);
  const added = read.flatMap(({ file }) => (file.newService ? [toService(file.service, file.newService)] : []));
  const known = new Map([...added, ...own].map((service) => [service.id, service]));
  faults.push(...read.flatMap((form) => checkService(form, own, known, builtIn)));
  const forms = new Map(read.map((each) => [keyOf(each), each]));
  faults.push(...checkVersions(forms.values()));
  if (faults.length > 0) throw new ConfigError(faults);

  const acts = [...forms.values()].flatMap(({ form, validate }) => {
    const service = known.get(form.serviceId);
    return service ? [formAct(form, service, validate)] : [];
  });
  const informal = [...forms.values()].filter(({ form }) => form.serviceId === anyService && form.act === 'apply');
  const served = new Set([...builtIn, ...acts].map(({ serviceId }) => serviceId));
  const open = [...known.values()].filter((service) => mayBeDelivered(service) && !served.has(service.id));
  const gaps = informal.flatMap(({ form, validate }) =>
    open.map((service) => ({ ...formAct({ ...form, serviceId: service.id }, service, validate), formOf: anyService })),
  );
  const ownIds = new Set(own.map(({ id }) => id));
  return {
    acts: [...acts, ...gaps],
    services: [...known.values()].filter(({ id }) => !ownIds.has(id)),
    last: last.map(({ form }) => `${form.serviceId} ${form.version}`),
  };
}

function keyOf({ form: { serviceId, act, validity } }: ReadForm): string {
  return `${serviceId} ${act} ${validity.from ?? ''}`;
}

/** Two versions of one form need two names. */
function checkVersions(forms: Iterable<ReadForm>): ConfigFault[] {
  const known = new Set<string>();
  return [...forms].flatMap(({ form: { serviceId, act, version }, faultAt }) => {
    const key = `${serviceId} ${act} ${version}`;
    if (!known.has(key)) {
      known.add(key);
      return [];
    }
    return [faultAt(['version'], `there is a version "${version}" of this form already`, 'a version of its own')];
  });
}

async function readAll(folders: readonly string[]) {
  const sets = await Promise.all(folders.map(readFolder));
  return {
    read: sets.flatMap(({ read }) => read),
    last: sets.at(-1)?.read ?? [],
    faults: sets.flatMap(({ faults }) => faults),
  };
}

/** The forms of one folder; none of them may stand in another's place. */
async function readFolder(folder: string): Promise<{ read: ReadForm[]; faults: ConfigFault[] }> {
  const results = await Promise.allSettled((await listFolders(folder)).map(readForm));
  const faults: ConfigFault[] = [];
  const read = new Map<string, ReadForm>();
  for (const result of results) {
    if (result.status === 'rejected') {
      if (!(result.reason instanceof ConfigError)) throw result.reason;
      faults.push(...result.reason.faults);
      continue;
    }
    const form = result.value;
    if (read.has(keyOf(form))) {
      faults.push(
        form.faultAt(
          ['service'],
          'has a form for this act in this folder already',
          'one form for each service, act and first day (validFrom)',
        ),
      );
    }
    read.set(keyOf(form), form);
  }
  return { read: [...read.values()], faults };
}

/** The folders in a folder, by name; none where there is no such folder. */
async function listFolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name))
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function checkService(
  { file, faultAt }: ReadForm,
  own: readonly Service[],
  known: ReadonlyMap<string, Service>,
  builtIn: readonly ServiceAct[],
): ConfigFault[] {
  const { service: id, act, newService } = file;
  if (!known.has(id)) {
    const expected = `${suggest(id, [...known.keys()])} Or describe it under newService.`;
    return [faultAt(['service'], `there is no service "${id}"`, expected)];
  }
  if (newService !== undefined && own.some((service) => service.id === id)) {
    return [faultAt(['newService'], `"${id}" is in the catalogue already`, 'no newService')];
  }
  if (builtIn.some((each) => each.serviceId === id && each.act === act)) {
    return [faultAt(['service'], `"${id}" (${act}) has a message of its own`, 'a service or act without one')];
  }
  return [];
}

function toService(id: string, told: NonNullable<ReadForm['file']['newService']>): Service {
  const { name, themenfeld = null, trustLevel = null, payable = null, ...more } = told;
  return serviceSchema.parse({
    ...more,
    id,
    nameDe: name,
    themenfeld,
    trustLevel,
    trustLevelCertainty: trustLevel === null ? 'unknown' : 'configured',
    payable,
    ozgId: null,
    deliveryMode: 'deliver',
    standard: null,
  });
}
