import { layOut, paintFor } from '../cli/terminal.ts';
import type { Fixture } from './fixtures.ts';
import type { Fate } from './follow.ts';

/** A fixture, what became of it, and what of that was not expected. */
export interface Result {
  readonly fixture: Fixture;
  readonly fate: Fate;
  readonly differences: readonly string[];
}

/** The table at the end: one row for each submission, and under it where its XML lies or what differs. */
export function showResults(results: readonly Result[], stream: NodeJS.WriteStream): void {
  const paint = paintFor(stream);
  const heading = ['  SUBMISSION', 'ID', 'SERVICE', 'DESTINATION', 'STATE', 'TIME'].map((cell) => paint('dim', cell));
  const [first = '', ...lines] = layOut([heading, ...results.map((result) => rowOf(result, stream))]);
  stream.write(`${first}\n`);
  results.forEach(({ fate, differences }, index) => {
    stream.write(`${lines[index]}\n`);
    stream.write(`    ${paint('dim', detailOf(fate, differences.length === 0))}\n`);
    for (const difference of differences) stream.write(`    ${paint('red', difference)}\n`);
  });
}

function rowOf({ fixture, fate, differences }: Result, stream: NodeJS.WriteStream): string[] {
  const paint = paintFor(stream);
  const fine = differences.length === 0;
  const name = fixture.name.split('/').at(-1) ?? fixture.name;
  const title = `${fine ? paint('green', '✓') : paint('red', '✗')} ${name}`;
  const service = fixture.request.serviceId;
  if (fate.kind === 'refused') return [title, '–', service, '–', paint(fine ? 'green' : 'red', 'refused'), ''];
  const { id, destination, state, receivedAt, delivery } = fate.submission;
  const time = delivery.settledAt ? `${Date.parse(delivery.settledAt) - Date.parse(receivedAt)} ms` : '';
  return [title, id.slice(0, 8), service, destination, paint(fine ? 'green' : 'red', state), time];
}

function detailOf(fate: Fate, asExpected: boolean): string {
  if (fate.kind === 'accepted') return `XML ${fate.xmlPath}`;
  const { link } = fate.problem;
  if (link && asExpected)
    return `${link.way} to ${link.name}${link.url === undefined ? '' : `, ${link.url}`}, as expected`;
  const count = fate.problem.errors?.length ?? 0;
  const problems = `${count} ${count === 1 ? 'problem' : 'problems'}`;
  return asExpected ? `${problems}, as expected` : `${fate.problem.title}: ${problems}`;
}
