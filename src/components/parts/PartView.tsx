import type { Part } from '../../../protocol/parts.ts';
import type { Run } from '../../conversation/Message.ts';
import { Markdown } from '../../markdown/Markdown.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Lazily } from '../ui/Lazily.tsx';
import { NoticePart } from './NoticePart.tsx';
import { ReasoningPart } from './ReasoningPart.tsx';
import { ToolCallPart } from './ToolCallPart.tsx';

const loadAttachmentChip = () => import('./AttachmentChip.tsx');

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
      return <NoticePart text={part.text} />;
    case 'tool-call':
      return <ToolCallPart part={part} />;
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
