import { useChat } from '../../hooks/useChat.ts';
import { useDelayed } from '../../hooks/useDelayed.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import { say } from '../../words/say.ts';
import { Lazily } from './Lazily.tsx';

/** After how long it is said that a reply is being made, in milliseconds: one that is there sooner says so itself. */
const GENERATING_AFTER_MS = 1000;

/** The one line that a screen reader is told what happens by: Generating, Stopped, Reply ready. Always in the page, never seen. */
export function StatusLine() {
  const announcement = useChat((state) => state.announcement);
  const generating = announcement === say('Generating');
  const isSlow = useDelayed(generating, GENERATING_AFTER_MS);
  const [{ readReplies }] = useSettings();
  return (
    <>
      <div role="status" className="sr-only">
        {(!generating || isSlow) && announcement}
      </div>
      {readReplies !== 'ready' && (
        <Lazily load={() => import('../speech/SpokenReplies.tsx')} props={{ mode: readReplies }} />
      )}
    </>
  );
}
