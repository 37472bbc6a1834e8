import { ArrowDown } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { NewLines } from '../../hooks/createNewLines.ts';
import { say } from '../../words/say.ts';

/** Brings a reader who is elsewhere back to the newest line, and says how many lines have come since. */
export function JumpToLatest({ newLines, onJump }: { newLines: NewLines; onJump: () => void }) {
  const count = useSyncExternalStore(newLines.listen, newLines.get);
  if (count === undefined) return null;
  return (
    <button
      type="button"
      onClick={onJump}
      className="absolute bottom-4 left-1/2 z-10 inline-flex min-h-(--target) -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-menu px-3 text-[0.875rem] whitespace-nowrap text-fg-2 tabular-nums transition-colors hover:text-fg-1"
    >
      <ArrowDown aria-hidden size={15} strokeWidth={1.75} />
      {say('Jump to latest')}
      {count > 0 && (
        <span className="text-fg-1">{say('· {count, plural, one {# new line} other {# new lines}}', { count })}</span>
      )}
    </button>
  );
}
