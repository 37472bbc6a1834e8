import { useRef } from 'react';
import { useFocusReturn } from '../../hooks/useFocusReturn.ts';

/** A line over the page with one button. When it goes away the focus goes back to where it came from. */
export function Toast({
  words,
  action,
  onAction,
  alert = false,
}: {
  words: string;
  /** What the button says. */
  action: string;
  onAction: () => void;
  /** Whether a screen reader is told at once. */
  alert?: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);
  const onFocus = useFocusReturn(box);
  return (
    <div
      ref={box}
      onFocus={onFocus}
      className="toast fixed inset-x-0 z-30 mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-3 rounded-xl border border-line bg-menu py-1.5 ps-4 pe-1.5 text-[0.9375rem]"
    >
      <span role={alert ? 'alert' : undefined}>{words}</span>
      <button
        type="button"
        onClick={onAction}
        className="min-h-(--target) shrink-0 rounded-lg px-3 font-medium text-fg-1 underline underline-offset-4 hover:bg-menu-hover"
      >
        {action}
      </button>
    </div>
  );
}
