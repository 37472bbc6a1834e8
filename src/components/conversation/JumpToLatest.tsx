import { ArrowDown } from 'lucide-react';

/** Brings a reader who has scrolled up back to the newest line. */
export function JumpToLatest({ onJump }: { onJump: () => void }) {
  return (
    <button
      type="button"
      onClick={onJump}
      className="absolute bottom-4 left-1/2 z-10 inline-flex min-h-(--target) -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-menu px-3 text-[0.875rem] text-fg-2 transition-colors hover:text-fg-1"
    >
      <ArrowDown aria-hidden size={15} strokeWidth={1.75} />
      Jump to latest
    </button>
  );
}
