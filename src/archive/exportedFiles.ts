import { isRecord, type AttachmentPart } from '../../protocol/parts.ts';
import type { StoredAttachment } from '../persistence/StoredAttachment.ts';
import { ArchiveError } from './ArchiveError.ts';
import { MOST_ATTACHED_BYTES } from './attachmentNames.ts';
import { plainName } from '../conversation/plainName.ts';
import { kindOf, plainMediaType } from './fileKinds.ts';
import { hashOf } from './hashOf.ts';
import type { OpenedZip } from './openZip.ts';
import { parseJson } from './parseJson.ts';

/** What an export says of a file besides its id. */
export interface ToldOfFile {
  readonly name?: string | undefined;
  readonly mediaType?: string | undefined;
}

/** The files of an export that messages refer to. */
export interface ExportedFiles {
  /** The file that an id or an address stands for, if the export holds it. */
  find(address: string, told?: ToldOfFile): AttachmentPart | undefined;
  /** A text as a file. */
  ofText(name: string, text: string): AttachmentPart;
  /** All that there are, referred to or not. */
  readonly stored: ReadonlyMap<string, StoredAttachment>;
}

/** One larger than this is left out: it is read as a whole. */
const LARGEST_BYTES = 1_000_000_000;

/** How exports of ChatGPT name files: `file-8JLz…-boat.png`, `file_0000….dat`. */
const ID = /file[-_][A-Za-z\d]+/;

/**
 * The files in an export of ChatGPT: what lies in its zip under a name that begins with an id, in whatever folder.
 * `conversation_asset_file_names.json`, where there is one, says what they were called. What is not to be had, too large or broken is
 * not found.
 *
 * @param zip absent where the export is one text.
 */
export function exportedFiles(zip?: OpenedZip): ExportedFiles {
  const stored = new Map<string, StoredAttachment>();
  const byId = new Map<string, Omit<AttachmentPart, 'type'>>();
  const keep = (bytes: Uint8Array): { readonly hash: string; readonly bytes: number } => {
    const hash = hashOf(bytes);
    if (!stored.has(hash)) stored.set(hash, { hash, blob: new Blob([new Uint8Array(bytes)]) });
    return { hash, bytes: bytes.length };
  };
  const ids = zip ? idsOf(zip) : new Map<string, string>();
  const told = zip && ids.size > 0 ? toldNames(zip) : new Map<string, string>();
  zip?.unpack(ids.keys(), (path, bytes) => {
    const kind = kindOf(bytes);
    const name = withEnding(told.get(baseOf(path)) ?? ownName(path), kind?.ending);
    byId.set(ids.get(path) ?? '', { ...keep(bytes), name, mediaType: kind?.mediaType ?? '' });
  });
  return {
    stored,
    find(address, { name, mediaType } = {}) {
      const file = byId.get(idIn(address) ?? `file-${address}`);
      if (!file) return undefined;
      const said = file.mediaType || (plainMediaType(mediaType) ?? 'application/octet-stream');
      return { type: 'attachment', ...file, name: plainName(name ?? '') || file.name, mediaType: said };
    },
    ofText(name, text) {
      const known = plainName(name);
      // What was a document is here only as the text of it.
      const isText = /\.[a-z\d]+$/i.test(known) && !/\.(pdf|docx?|xlsx?|pptx?|od[pst]|rtf|epub)$/i.test(known);
      const kept = keep(new TextEncoder().encode(text));
      return { type: 'attachment', ...kept, name: isText ? known : `${known || 'text'}.txt`, mediaType: 'text/plain' };
    },
  };
}

/** The entries that are files, with their ids; of two with one id the first. */
function idsOf({ sizes }: OpenedZip): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const known = new Set<string>();
  let sum = 0;
  for (const [path, bytes] of [...sizes].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const base = baseOf(path);
    const id = /^file[-_]/.test(base) ? idIn(base) : undefined;
    if (id === undefined || known.has(id) || bytes > LARGEST_BYTES || sum + bytes > MOST_ATTACHED_BYTES) continue;
    sum += bytes;
    known.add(id);
    ids.set(path, id);
  }
  return ids;
}

function toldNames(zip: OpenedZip): ReadonlyMap<string, string> {
  const texts = zip.texts((name) => baseOf(name) === 'conversation_asset_file_names.json');
  return new Map([...texts.values()].flatMap((text) => Object.entries(namesIn(text))));
}

function namesIn(text: string): Record<string, string> {
  try {
    const names = parseJson(text);
    const entries = isRecord(names) ? Object.entries(names) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch (error) {
    // It gives names only: the files are there without it.
    if (error instanceof ArchiveError) return {};
    throw error;
  }
}

/** The id in an address; its scheme, `file-service://` or `sediment://`, looks like one. */
function idIn(address: string): string | undefined {
  return ID.exec(address.replace(/^[\w-]+:\/\//, ''))?.[0];
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What is left of a name without its id. */
function ownName(path: string): string {
  const base = baseOf(path);
  return base.replace(/^file[-_][A-Za-z\d]+[-_](?=[^.])/, '') || base;
}

/** With the ending that fits, where it has none that says anything. */
function withEnding(name: string, ending: string | undefined): string {
  const plain = plainName(name) || 'file';
  if (ending === undefined) return plain;
  return /\.(?!dat$)[a-z\d]{1,8}$/i.test(plain) ? plain : `${plain.replace(/\.dat$/i, '')}.${ending}`;
}
