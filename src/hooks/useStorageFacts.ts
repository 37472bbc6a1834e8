import { useEffect, useState } from 'react';

/** What the browser tells of the space that this page takes; `undefined` what it does not tell, as over plain http. */
export interface StorageFacts {
  readonly usedBytes: number | undefined;
  readonly freeBytes: number | undefined;
  /** Whether it has promised not to remove anything when space runs short. */
  readonly isKept: boolean | undefined;
}

const UNKNOWN: StorageFacts = { usedBytes: undefined, freeBytes: undefined, isKept: undefined };

/** The facts, asked for once. */
export function useStorageFacts(): StorageFacts {
  const [facts, setFacts] = useState(UNKNOWN);
  useEffect(() => {
    // Absent where the page is no secure context, whatever its type says.
    const storage = navigator.storage as StorageManager | undefined;
    if (storage === undefined) return;
    Promise.all([storage.estimate(), storage.persisted()]).then(
      ([{ usage, quota }, isKept]) => {
        const freeBytes = usage === undefined || quota === undefined ? undefined : Math.max(0, quota - usage);
        setFacts({ usedBytes: usage, freeBytes, isKept });
      },
      () => setFacts(UNKNOWN),
    );
  }, []);
  return facts;
}
