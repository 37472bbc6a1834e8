import { Check, Copy } from 'lucide-react';
import { useCopy } from '../../hooks/useCopy.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** Copies a message as Markdown. Its name stays **Copy**; the tick and the status line say that it worked. */
export function CopyButton({ text }: { text: string }) {
  const [state, copy] = useCopy();
  return <IconButton label="Copy" icon={state === 'copied' ? Check : Copy} onClick={() => copy(text)} />;
}
