import { Pause } from 'lucide-react';
import { useRef } from 'react';
import type { AssistantMessage } from '../../conversation/Message.ts';
import { useFocusReturn } from '../../hooks/useFocusReturn.ts';
import { useTurnView, viewTurn } from '../../hooks/turnViews.ts';
import { say } from '../../words/say.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** Has a growing answer stand still as it is drawn now, and go on. What comes is received all the same. */
export function PauseButton({ message }: { message: AssistantMessage }) {
  const box = useRef<HTMLSpanElement>(null);
  const paused = useTurnView(message.id) !== undefined;
  return (
    <span ref={box} onFocus={useFocusReturn(box)} className="flex">
      <IconButton
        label={say('Pause')}
        icon={Pause}
        aria-pressed={paused}
        onClick={() => viewTurn(message.id, paused ? undefined : message)}
        className="aria-pressed:bg-surface-3"
      />
    </span>
  );
}
