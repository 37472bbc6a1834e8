import type { Message } from '../../conversation/Message.ts';
import { useTurnView } from '../../hooks/turnViews.ts';
import { Lazily } from '../ui/Lazily.tsx';

/** Where a turn says that it is not simply drawn, if so. */
export function TurnViewSlot({ message }: { message: Message }) {
  const view = useTurnView(message.id);
  return view && <Lazily load={() => import('./TurnViewLine.tsx')} props={{ message, view }} />;
}
