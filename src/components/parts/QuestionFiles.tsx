import type { AttachmentPart, NoticePart, Part } from '../../../protocol/parts.ts';
import { say } from '../../words/say.ts';
import AttachmentChip from './AttachmentChip.tsx';

/** What came with a question besides its text: files, and remarks about files that are not here. */
export default function QuestionFiles({ parts }: { parts: readonly Part[] }) {
  const files = new Map(parts.filter(isFile).map((part) => [keyOf(part), part]));
  return (
    <ul
      aria-label={say('Attachments')}
      className="mb-2 flex w-full max-w-[80%] flex-col items-end gap-2 self-end empty:hidden"
    >
      {[...files].map(([key, part]) => (
        <li key={key} className="max-w-full *:my-0">
          {part.type === 'attachment' ? (
            <AttachmentChip part={part} />
          ) : (
            <p dir="auto" className="text-[0.8125rem] wrap-anywhere text-fg-3">
              {part.text}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function isFile(part: Part): part is AttachmentPart | NoticePart {
  return part.type === 'attachment' || part.type === 'notice';
}

function keyOf(part: AttachmentPart | NoticePart): string {
  return part.type === 'attachment' ? `${part.hash} ${part.name}` : part.text;
}
