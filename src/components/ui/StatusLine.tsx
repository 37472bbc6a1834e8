import { useChat } from '../../hooks/useChat.ts';

/** The one line that a screen reader is told what happens by: Generating, Stopped, Reply ready. Always in the page, never seen. */
export function StatusLine() {
  const announcement = useChat((state) => state.announcement);
  return (
    <div role="status" className="sr-only">
      {announcement}
    </div>
  );
}
