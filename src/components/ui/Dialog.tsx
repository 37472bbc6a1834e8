import { X } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { say } from '../../words/say.ts';
import { IconButton } from './IconButton.tsx';

/**
 * A modal dialog: the platform's own, which traps focus, closes on Esc and gives focus back. Closes on a click beside it.
 * Mounting it opens it.
 */
export function Dialog({
  title,
  wide = false,
  onClose,
  onKeyDown,
  children,
}: {
  title: string;
  /** Whether two columns stand in it. */
  wide?: boolean;
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLDialogElement>) => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    // It closes itself before it goes; a close here would be heard as the reader's where React mounts twice.
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const close = () => dialog.current?.close();
  return (
    // Esc and the close button are the keyboard's ways out; the click beside is an extra for the pointer.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => event.target === event.currentTarget && close()}
      className={`m-auto max-h-[85dvh] ${wide ? 'w-[min(68rem,calc(100vw-2rem))]' : 'w-[min(40rem,calc(100vw-2rem))]'} max-w-none overflow-hidden rounded-xl border border-line bg-surface-0 p-0 text-fg-1`}
    >
      <div className="flex max-h-[85dvh] flex-col">
        <header className="flex items-center justify-between gap-4 border-b border-line py-3 ps-5 pe-3">
          <h2 id={titleId} className="text-base font-semibold">
            {title}
          </h2>
          <IconButton label={say('Close')} icon={X} onClick={close} />
        </header>
        <div className="overflow-y-auto p-5">{children}</div>
      </div>
    </dialog>
  );
}
