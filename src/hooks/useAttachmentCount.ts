import { useEffect, useState } from 'react';
import { useImport } from './useImport.ts';
import { useSession } from './useSession.ts';

/** How many attachments are kept, counted anew when an import ends; `undefined` until that is known. */
export function useAttachmentCount(): number | undefined {
  const session = useSession();
  const [count, setCount] = useState<number>();
  const { state } = useImport();
  const isRunning = state.status === 'running';
  useEffect(() => {
    if (isRunning) return;
    session
      .loadArchiving()
      .then((archiving) => archiving.countAttachments())
      .then(setCount, () => setCount(undefined));
  }, [session, isRunning]);
  return count;
}
