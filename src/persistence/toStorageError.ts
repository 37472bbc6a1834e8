import { StorageError, type StorageErrorCode } from './ConversationRepository.ts';

const SENTENCES: Readonly<Record<StorageErrorCode, string>> = {
  unavailable: 'This browser stores nothing here (a private window, perhaps). Chats last until the page is closed.',
  full: 'The browser has no space left for chats. Delete some, or free space on the disk.',
  'newer-schema': 'The chats were stored by a newer version of this page. Reload to get it.',
  blocked: 'Another tab holds the chats with an older version of this page. Close it, then reload.',
  wiped:
    'The chats that were stored here have been removed. What this page still shows is stored again with its next question.',
  failed: 'The browser could not read or write its storage.',
};

/** An error of the storage with its sentence. */
export function storageError(code: StorageErrorCode, cause?: unknown): StorageError {
  return new StorageError(code, SENTENCES[code], { cause });
}

/** Whatever IndexedDB threw, as one of our errors. */
export function toStorageError(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  switch (name) {
    case 'QuotaExceededError':
      return storageError('full', cause);
    case 'VersionError':
      return storageError('newer-schema', cause);
    case 'SecurityError':
      return storageError('unavailable', cause);
    default:
      return storageError('failed', cause);
  }
}
