/** The bytes of an attachment. They are kept once, however many messages refer to them. */
export interface StoredAttachment {
  /** The SHA-256 of the bytes, by which messages refer to them. */
  readonly hash: string;
  readonly blob: Blob;
}

/** Whether a row of the disk holds an attachment. */
export function isStoredAttachment(row: StoredAttachment | undefined): row is StoredAttachment {
  return row?.blob instanceof Blob;
}
