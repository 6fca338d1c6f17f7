import type { FileStore } from '../transports/file-store.ts';
import { type FolderOptions, overFolder } from '../transports/folder-options.ts';
import type { CheckFault, CheckJob, DeliveryJob } from './adapter.ts';

/**
 * Opens the shared folder for one attempt, uses it, closes it, and keeps in the attempt's log what it came to.
 *
 * @param step what is done, in a few words.
 * @returns what `use` made of it; `later` when the folder did not do something, since the next attempt finds out then how
 *   far this one has come.
 */
export async function recordedFolder<Result extends { readonly answer: string }>(
  { options, calls, signal }: Pick<DeliveryJob<FolderOptions>, 'options' | 'calls' | 'signal'>,
  step: string,
  use: (store: FileStore) => Promise<Result>,
): Promise<Result | { readonly kind: 'later'; readonly answer: string }> {
  const begun = performance.now();
  const result = await overFolder(options, signal, use);
  const { host, port, folder } = options;
  const target = host === undefined ? folder : `sftp://${host}:${port}${folder}`;
  calls.record({ step, target, answer: result.answer, milliseconds: performance.now() - begun });
  return result;
}

/** For an adapter's `check`: whether the folder is there and lets us in. Whether we may write there, only writing tells. */
export async function checkFolder({ options, signal }: CheckJob<FolderOptions>): Promise<readonly CheckFault[]> {
  const found = await overFolder(options, signal, async (store) => {
    await store.list('');
    return undefined;
  });
  if (found === undefined) return [];
  const remedy =
    options.host === undefined
      ? 'Check that the folder is there (mounted?) and that the gateway may read and write it.'
      : 'Check host, hostKey, login and folder, and that the gateway may read and write there.';
  return [{ option: [options.host === undefined ? 'folder' : 'host'], problem: found.answer, remedy }];
}
