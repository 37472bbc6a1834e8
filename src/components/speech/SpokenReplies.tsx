import { useEffect, useState } from 'react';
import { useSession } from '../../hooks/useSession.ts';
import { say } from '../../words/say.ts';
import { speakReplies, type SpeakOptions } from './speakReplies.ts';

/** So much of what was said stays in the page: a screen reader is told of what is added, and nobody looks back in it. */
const KEPT = 4;

/**
 * What a screen reader is told of replies beside the status line, where the reader asked for it. Never seen, and apart from the thread, which
 * is no live region.
 *
 * @see docs/spec.md U93
 */
export default function SpokenReplies({ mode }: Pick<SpeakOptions, 'mode'>) {
  const { store } = useSession();
  const [said, setSaid] = useState<readonly { readonly at: number; readonly words: string }[]>([]);
  useEffect(
    () =>
      speakReplies(store, {
        mode,
        onWords: (words) => setSaid((all) => [...all.slice(1 - KEPT), { at: (all.at(-1)?.at ?? 0) + 1, words }]),
      }),
    [store, mode],
  );
  return (
    <div role="log" aria-live="polite" aria-atomic={false} aria-label={say('Replies read aloud')} className="sr-only">
      {said.map(({ at, words }) => (
        <p key={at}>{words}</p>
      ))}
    </div>
  );
}
