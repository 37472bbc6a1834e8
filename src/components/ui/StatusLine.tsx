import { useChat } from '../../hooks/useChat.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import { Lazily } from './Lazily.tsx';

/** The one line that a screen reader is told what happens by: Generating, Stopped, Reply ready. Always in the page, never seen. */
export function StatusLine() {
  const announcement = useChat((state) => state.announcement);
  const [{ readReplies }] = useSettings();
  return (
    <>
      <div role="status" className="sr-only">
        {announcement}
      </div>
      {readReplies !== 'ready' && (
        <Lazily load={() => import('../speech/SpokenReplies.tsx')} props={{ mode: readReplies }} />
      )}
    </>
  );
}
