import { useCallback, useEffect, useState } from 'react';
import { say } from '../words/say.ts';
import { useSession } from './useSession.ts';
import { writeClipboard, type CopyContent } from './writeClipboard.ts';

/** How the last copy went; falls back to `idle` after two seconds. */
export type CopyState = 'idle' | 'copied' | 'failed';

const SHOWN_MS = 2000;

/**
 * Copies a text, or the same content in several formats, and says so in the status line. Works without the clipboard API too (plain
 * http on a LAN).
 *
 * @see docs/spec.md U9
 */
export function useCopy(): readonly [CopyState, (content: CopyContent | Promise<CopyContent>) => void] {
  const session = useSession();
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = useCallback(
    (content: CopyContent | Promise<CopyContent>) => {
      void writeClipboard(content).then((copied) => {
        setState(copied ? 'copied' : 'failed');
        session.announce(copied ? say('Copied') : say('Copying is not allowed here'));
      });
    },
    [session],
  );
  return [state, copy];
}
