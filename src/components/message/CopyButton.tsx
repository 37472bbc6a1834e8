import { Check, Copy } from 'lucide-react';
import { useCopy } from '../../hooks/useCopy.ts';
import { copyableText } from '../../markdown/hiddenCharacters.ts';
import { flavours } from '../../markdown/copy/lazyFlavours.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { say } from '../../words/say.ts';

/** Copies a message: its Markdown, and how it looks. Its name stays **Copy**; the tick and the status line say that it worked. */
export function CopyButton({ text }: { text: string }) {
  const [state, copy] = useCopy();
  const copyMessage = (button: Element) => {
    // What was thought is drawn outside of the body.
    const pages = [...(button.closest('article')?.querySelectorAll('[data-reply-body] .md') ?? [])];
    copy(flavours((writers) => writers.messageFlavours(text, pages), copyableText(text)));
  };
  return (
    <IconButton
      label={say('Copy')}
      icon={state === 'copied' ? Check : Copy}
      onClick={(event) => copyMessage(event.currentTarget)}
    />
  );
}
