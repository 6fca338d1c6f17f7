import { relative } from 'node:path';
import { parse } from 'yaml';
import { writePath } from '../config/config-error.ts';
import { type ExitCode, exitCodes } from './failure.ts';
import { listTownFiles, readPilot, writeTown } from './pilot-files.ts';
import { printJson, printTable } from './terminal.ts';

interface DriftOptions {
  readonly from: string;
  readonly config?: string;
  readonly json?: true;
}

/** The phase is each town's own affair. */
const ownAffair = /^authorities\[\d+\]\.phase$/;

/** `zustellwerk network drift` */
export async function findDrift({ from, config, json }: DriftOptions): Promise<ExitCode> {
  const pilot = await readPilot(from, config);
  const drifting = (await listTownFiles(pilot)).flatMap(({ file, text, town }) => {
    const members = compare(parse(writeTown(town, pilot).text), parse(text), []).filter(
      (each) => !ownAffair.test(each),
    );
    return members.length === 0 ? [] : [{ town: town.id, wave: town.wave, file: relative('.', file), members }];
  });
  if (json) printJson({ drifting });
  else if (drifting.length === 0) console.log('No town departs from the pilot.');
  else
    printTable(
      ['TOWN', 'WAVE', 'FILE', 'DEPARTS IN'],
      drifting.map((each) => [each.town, each.wave, each.file, each.members.join(', ')]),
    );
  return drifting.length === 0 ? exitCodes.fine : exitCodes.refused;
}

/** The members in which two values differ; where only one has it, the member itself. */
function compare(one: unknown, other: unknown, path: readonly PropertyKey[]): string[] {
  if (!isContainer(one) || !isContainer(other) || Array.isArray(one) !== Array.isArray(other)) {
    return Object.is(one, other) ? [] : [writePath(path)];
  }
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) =>
    compare(Reflect.get(one, name), Reflect.get(other, name), [...path, Array.isArray(one) ? Number(name) : name]),
  );
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
