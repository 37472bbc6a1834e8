import type { AttachmentPart } from '../../protocol/parts.ts';
import type { Message } from './Message.ts';

/** The attachments of a message, also of runs that are not in sight: as long as it is there, their bytes are kept. */
export function attachmentsOf(message: Message): readonly AttachmentPart[] {
  const parts = message.role === 'user' ? message.parts : message.runs.flatMap(({ reply }) => reply.parts);
  return parts.filter((part) => part.type === 'attachment');
}
