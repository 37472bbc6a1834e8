import type { Part } from '../../../protocol/parts.ts';
import type { Run } from '../../conversation/Message.ts';
import { Markdown } from '../../markdown/Markdown.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { NoticePart } from './NoticePart.tsx';
import { ReasoningPart } from './ReasoningPart.tsx';
import { ToolCallPart } from './ToolCallPart.tsx';

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
    // An address from a model is drawn by the same rules as one in its text: a link of an allowed scheme, an image as a button.
    case 'source':
      return (
        <Markdown text={`[${part.title.replaceAll(/[[\]\\]/g, '\\$&')}](<${encodeURI(part.url)}>)`} open={false} />
      );
    case 'image':
      return <Markdown text={`![${part.alt.replaceAll(/[[\]\\]/g, '\\$&')}](<${encodeURI(part.url)}>)`} open={false} />;
  }
}
