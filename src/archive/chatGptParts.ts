import { isRecord, type AttachmentPart, type Part } from '../../protocol/parts.ts';
import type { ExportedFiles, ToldOfFile } from './exportedFiles.ts';
import { listOf, stringAt } from './foreignValues.ts';

/** The parts of a message of ChatGPT's export: what was said, and the files that belong to it, or what is known of them. */
export function chatGptParts(message: Record<string, unknown>, files: ExportedFiles): readonly Part[] {
  const { content, metadata } = message;
  if (!isRecord(content)) return [];
  const attached = isRecord(metadata) ? listOf(metadata['attachments']) : [];
  const told = new Map(attached.map((file) => [stringAt(file, 'id'), toldOf(file)]));
  const find: FindFile = (pointer) => {
    const [, id = pointer] = /^[\w-]+:\/\/(.*)$/s.exec(pointer) ?? [];
    return files.find(pointer, told.get(id));
  };
  const said = partsOf(content, find);
  const shown = new Set(said.flatMap((part) => (part.type === 'attachment' ? [part.hash] : [])));
  return [...said, ...attached.flatMap((file) => attachmentOf(file, files)).filter((part) => !isIn(shown, part))];
}

type FindFile = (pointer: string) => AttachmentPart | undefined;

function isIn(shown: ReadonlySet<string>, part: Part): boolean {
  return part.type === 'attachment' && shown.has(part.hash);
}

function toldOf(file: unknown): ToldOfFile {
  return { name: stringAt(file, 'name'), mediaType: stringAt(file, 'mime_type') ?? stringAt(file, 'mimeType') };
}

function partsOf(content: Record<string, unknown>, find: FindFile): readonly Part[] {
  const text = stringAt(content, 'text') ?? '';
  switch (content['content_type']) {
    case 'text':
    case 'multimodal_text':
      return listOf(content['parts']).flatMap((piece) => pieceOf(piece, find));
    case 'code':
      return [{ type: 'text', text: `\`\`\`${languageOf(content)}\n${text}\n\`\`\`` }];
    case 'thoughts':
      return listOf(content['thoughts']).map((thought) => ({
        type: 'reasoning',
        text: [stringAt(thought, 'summary'), stringAt(thought, 'content')].filter(Boolean).join('\n'),
      }));
    default:
      return text === '' ? [] : [{ type: 'text', text }];
  }
}

function pieceOf(piece: unknown, find: FindFile): readonly Part[] {
  if (typeof piece === 'string') return piece === '' ? [] : [{ type: 'text', text: piece }];
  const text = stringAt(piece, 'text');
  if (text !== undefined) return [{ type: 'text', text }];
  // What was spoken in front of a camera has its sound one level deeper.
  const spoken = isRecord(piece) ? piece['audio_asset_pointer'] : undefined;
  const pointer = stringAt(piece, 'asset_pointer') ?? stringAt(spoken, 'asset_pointer');
  if (pointer === undefined) return [];
  return [find(pointer) ?? { type: 'notice', text: `An image or a file that is not in the export: ${pointer}` }];
}

function attachmentOf(file: unknown, files: ExportedFiles): readonly Part[] {
  const told = toldOf(file);
  const found = files.find(stringAt(file, 'id') ?? '', told);
  if (found) return [found];
  return told.name === undefined ? [] : [{ type: 'notice', text: `Attachment: ${told.name}` }];
}

/** Only what can stand behind a fence. */
function languageOf(content: Record<string, unknown>): string {
  const language = stringAt(content, 'language') ?? '';
  return /^[\w+#-]{1,20}$/.test(language) && language !== 'unknown' ? language : '';
}
