/** What a server writes down about itself in its data folder. */
export interface FolderHolder {
  readonly pid?: number;
  /** ISO 8601. */
  readonly startedAt?: string;
  /** Where its page is. */
  readonly address?: string;
}

/** Another process has the data folder; the message says which, as far as it is known. */
export class FolderTakenError extends Error {
  override readonly name = 'FolderTakenError';

  constructor(folder: string, { pid, startedAt, address }: FolderHolder) {
    const process = pid === undefined ? 'another process' : `process ${pid}`;
    const since = startedAt === undefined ? '' : `, since ${startedAt}`;
    const at = address === undefined ? '' : `, at ${address}`;
    super(
      `The data folder ${folder} is in use by ${process}${since}${at}. ` +
        'Use that one, stop it, or set RIVULET_DATA to another folder.',
    );
  }
}
