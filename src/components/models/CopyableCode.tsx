import { Check, Copy } from 'lucide-react';
import { useCopy } from '../../hooks/useCopy.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { say } from '../../words/say.ts';

/** A piece of text to paste somewhere, with its copy button. */
export function CopyableCode({ code }: { code: string }) {
  const [state, copy] = useCopy();
  return (
    <div dir="ltr" className="relative mt-2 rounded-xl border border-line bg-surface-1">
      <pre
        // It scrolls sideways on a phone, so the keyboard must reach it.
        tabIndex={0}
        role="region"
        aria-label={say('Example settings')}
        className="overflow-x-auto p-3 pe-12 font-mono text-[0.8125rem] leading-relaxed"
      >
        {code}
      </pre>
      <IconButton
        label={say('Copy settings')}
        icon={state === 'copied' ? Check : Copy}
        onClick={() => copy({ 'text/plain': code })}
        className="absolute end-1.5 top-1.5"
      />
    </div>
  );
}
