import type { DataPath } from '../findings.ts';
import { valueAt } from '../messages/paths.ts';
import type { BuildableMessage, Origin } from './service.ts';

/** Where what stands at paths of the completed data comes from. */
export function originsOf(
  { originsIn }: Pick<BuildableMessage, 'originsIn'>,
  data: unknown,
): (path: DataPath) => Origin {
  return originsIn?.(data) ?? ((path) => ownOrigin(path, data));
}

/** Files come with the submission, not with its data: the whole attachment is what a portal can change. */
export function ownOrigin(path: DataPath, data: unknown): Origin {
  const ofSubmission = path[0] === 'attachments' && valueAt(data, ['attachments']) === undefined;
  return ofSubmission ? { part: 'submission', path: path.slice(0, 2) } : { part: 'data', path };
}
