import { Link } from 'lucide-react';
import { usePrefill } from '../../hooks/usePrefill.ts';
import { say } from '../../words/say.ts';

/** Puts the text of a link into the box of a new chat, and says where it came from, or that what was typed there stays. */
export default function FromLink() {
  const prefill = usePrefill();
  if (!prefill) return null;
  const { status, add, dismiss } = prefill;
  return (
    <p role="status" className="mb-2 flex items-center gap-2 px-1 text-[0.8125rem] text-fg-2">
      <Link aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      <span className="flex-1">
        {status === 'placed'
          ? say('This text came from a link. Read it before you send it.')
          : say('A link brought a text. What you typed is still in the box.')}
      </span>
      {status === 'waiting' && (
        <button type="button" onClick={add} className={BUTTON}>
          {say('Add it')}
        </button>
      )}
      <button type="button" onClick={dismiss} className={BUTTON}>
        {say('Dismiss')}
      </button>
    </p>
  );
}

const BUTTON = 'min-h-(--target) px-1 text-fg-1 underline underline-offset-4';
