/**
 * A folder that the gateway and a procedure share, wherever it lies. Names are relative to it, with `/` between folders.
 * Every member rejects with a StoreFault and with nothing else.
 */
export interface FileStore {
  /**
   * Writes the whole file and returns when it is on disk, as far as the store can tell. What stood under the name is
   * overwritten in place and never cut first: two attempts that write the same bytes at once do not harm each other.
   */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Makes what was renamed or written in a folder last over a loss of power, where the store can. */
  syncFolder(folder: string): Promise<void>;
  /** The new name must be free. */
  rename(from: string, to: string): Promise<void>;
  /** Undefined when there is no such file; a fault when it is larger than `limit` bytes. */
  read(name: string, limit: number): Promise<Uint8Array | undefined>;
  /** Undefined when there is nothing under the name. */
  stat(name: string): Promise<FileStat | undefined>;
  list(folder: string): Promise<readonly ListedFile[]>;
  /** Makes one folder; no fault when it is there. */
  makeFolder(name: string): Promise<void>;
  /** Removes a file or an empty folder; no fault when it is gone. */
  remove(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface FileStat {
  readonly isFolder: boolean;
  readonly size: number;
  readonly modifiedAt: Date;
}

export interface ListedFile extends FileStat {
  /** Within its folder. */
  readonly name: string;
}

/** Why a store did not do something. `message`: a few words for the operator, never a name or content. */
export class StoreFault extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StoreFault';
  }
}
