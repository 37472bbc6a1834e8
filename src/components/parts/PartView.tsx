import type { Part } from '../../../protocol/parts.ts';
import type { Run } from '../../conversation/Message.ts';
import { Markdown } from '../../markdown/Markdown.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Lazily } from '../ui/Lazily.tsx';
import { ReasoningPart } from './ReasoningPart.tsx';

const loadAttachmentChip = () => import('./AttachmentChip.tsx');

const loadNoticePart = () => import('./NoticePart.tsx');

const loadToolCallPart = () => import('./ToolCallPart.tsx');

/** As large as what comes in its place. */
const WAITING_NOTICE = 'my-3 ps-6 text-[0.9375rem] text-fg-2';

const WAITING_CALL = 'my-3 min-h-(--target) font-mono text-[0.875rem]';

/** One part of a reply. `open` while more of it may come. */
export function PartView({ part, open, run }: { part: Part; open: boolean; run: Run }) {
  switch (part.type) {
    case 'text':
      return (
        <ErrorBoundary fallback={<p className="wrap-anywhere whitespace-pre-wrap">{part.text}</p>}>
          <Markdown text={part.text} open={open} />
        </ErrorBoundary>
      );
    case 'reasoning':
      return <ReasoningPart text={part.text} open={open} run={run} />;
    case 'notice':
      return <Lazily load={loadNoticePart} props={part} waiting={<p className={WAITING_NOTICE}>{part.text}</p>} />;
    case 'tool-call':
      return <Lazily load={loadToolCallPart} props={{ part }} waiting={<p className={WAITING_CALL}>{part.name}</p>} />;
    case 'attachment':
      return <Lazily load={loadAttachmentChip} props={{ part }} waiting={<div className="min-h-12" />} />;
    // An address from a model is drawn by the same rules as one in its text: a link of an allowed scheme, an image as a button.
    case 'source':
      return <Markdown text={`[${asWords(part.title)}](<${asAddress(part.url)}>)`} open={false} />;
    case 'image':
      return <Markdown text={`![${asWords(part.alt)}](<${asAddress(part.url)}>)`} open={false} />;
  }
}

/** A text in which nothing is a mark of Markdown. By entities, because `\[` and `\(` open mathematics. */
function asWords(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`).replaceAll(/\s+/g, ' ');
}

/** An address fit for `<…>`. What is encoded in it already stays as it is. */
function asAddress(url: string): string {
  return url.replaceAll(/[\s<>\\]/g, encodeURIComponent);
}
