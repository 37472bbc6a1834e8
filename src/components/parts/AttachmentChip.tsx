import { Download, Paperclip } from 'lucide-react';
import { useState } from 'react';
import type { AttachmentPart } from '../../../protocol/parts.ts';
import { useAttachment } from '../../hooks/useAttachment.ts';
import { say } from '../../words/say.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { sizeOf } from '../ui/sizeOf.ts';

/**
 * A file that belongs to a message: its name, its size, and the way to save it. A picture is shown small; nothing else of a file is
 * ever drawn or opened.
 *
 * @see docs/spec.md I28
 */
export default function AttachmentChip({ part }: { part: AttachmentPart }) {
  const { name, picture, problem, save } = useAttachment(part);
  const [isBroken, setBroken] = useState(false);
  return (
    <div className="my-3 flex max-w-full flex-col items-start gap-1">
      <div className="flex min-h-12 max-w-full items-center gap-2.5 rounded-xl border border-line ps-1.5 pe-1 text-[0.9375rem]">
        <span className="flex size-9 shrink-0 items-center justify-center overflow-hidden rounded-lg bg-surface-2 text-fg-3">
          {picture !== undefined && !isBroken ? (
            <img
              src={picture}
              alt=""
              decoding="async"
              className="size-full object-cover"
              onError={() => setBroken(true)}
            />
          ) : (
            <Paperclip aria-hidden size={16} strokeWidth={1.75} />
          )}
        </span>
        <span className="min-w-0 leading-tight">
          <bdi className="block truncate text-fg-1" title={name}>
            {name}
          </bdi>
          <span className="block text-[0.8125rem] text-fg-3 tabular-nums">{sizeOf(part.bytes)}</span>
        </span>
        <IconButton label={say('Download {name}', { name })} icon={Download} onClick={() => void save()} />
      </div>
      {problem !== undefined && (
        <p role="alert" className="text-[0.8125rem] text-danger">
          {say(problem === 'missing' ? 'This file is not here any more.' : 'It could not be saved.')}
        </p>
      )}
    </div>
  );
}
