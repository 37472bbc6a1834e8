import { CircleAlert } from 'lucide-react';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import { sayIfKnown } from '../../words/say.ts';

/** Why nothing was sent; what was typed is still in the box below. */
export function RefusedLine({ error }: { error: ReplyErrorBody }) {
  return (
    <p role="alert" className="mb-2 flex items-start gap-2 px-1 text-[0.9375rem] text-danger" dir="auto">
      <CircleAlert aria-hidden size={17} strokeWidth={1.75} className="mt-[0.2rem] shrink-0" />
      <span className="wrap-anywhere">{sayIfKnown(error.message)}</span>
    </p>
  );
}
