import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ArchiveError } from '../../src/archive/ArchiveError.ts';
import type { WholeChats } from '../../src/archive/ChatRows.ts';
import { readImport } from '../../src/archive/readImport.ts';
import { writeArchive } from '../../src/archive/writeArchive.ts';
import { attachmentsOf } from '../../src/conversation/attachmentsOf.ts';
import { lastRun, partsOf, textOf, type Message } from '../../src/conversation/Message.ts';
import { activePath } from '../../src/conversation/tree.ts';
import { conversation, question } from '../persistence/rows.ts';
import { exportWithFiles, PIXEL } from './exportWithFiles.ts';

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function pathOf({ conversations, messages }: WholeChats): readonly Message[] {
  return activePath(new Map(messages.map((row) => [row.id, row])), conversations[0]?.shownChildren ?? {});
}

async function archiveOf(chats: WholeChats): Promise<Uint8Array> {
  return new Uint8Array(await (await writeArchive(chats)).arrayBuffer());
}

function codeOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof ArchiveError) return error.code;
    throw error;
  }
  return undefined;
}

describe('[I25] an export of ChatGPT', () => {
  test('keeps the files that its messages refer to, under plain names, and names those that it does not hold', () => {
    const rows = readImport(exportWithFiles());
    const [asked] = pathOf(rows);
    expect(asked && partsOf(asked)).toEqual([
      { type: 'attachment', hash: hashOf(PIXEL), bytes: PIXEL.length, name: 'boatgnp.png', mediaType: 'image/png' },
      { type: 'notice', text: 'An image or a file that is not in the export: sediment://file_0000gone' },
      { type: 'text', text: 'What is in these?' },
      { type: 'attachment', hash: hashOf(strToU8('Hello')), bytes: 5, name: 'notes.txt', mediaType: 'text/plain' },
      { type: 'notice', text: 'Attachment: lost.pdf' },
    ]);
  });

  test('keeps each once, and none that nobody refers to', async () => {
    const { attachments } = readImport(exportWithFiles());
    expect(attachments).toHaveLength(3);
    for (const { hash, blob } of attachments) {
      expect(hashOf(new Uint8Array(await blob.arrayBuffer()))).toBe(hash);
      // What it is, is said by the part: the bytes alone say nothing that a browser would believe.
      expect(blob.type).toBe('');
    }
  });

  test('keeps what a tool has made as a part of the answer, what was spoken, and the branches of nodes that name only their parent', () => {
    const rows = readImport(exportWithFiles());
    const path = pathOf(rows);
    expect(path.map(textOf)).toEqual([
      'What is in these?',
      '```json\n{"prompt":"a boat"}\n```',
      'And now?',
      'The same boat.',
    ]);
    expect(rows.messages).toHaveLength(5);
    const [, drawn, spoken] = path;
    expect(drawn && attachmentsOf(drawn)).toMatchObject([{ hash: hashOf(PIXEL), name: 'A boat.png' }]);
    expect(drawn?.role === 'assistant' && lastRun(drawn).modelId).toBe('gpt-5');
    expect(spoken && attachmentsOf(spoken)).toMatchObject([{ name: 'file_0000said.wav', mediaType: 'audio/wav' }]);
  });

  test('whose files are broken, too large or encrypted has its chats, and names them', () => {
    const zip = exportWithFiles();
    const view = new DataView(zip.buffer);
    for (let at = 0; at < zip.length - 46; at += 1) {
      if (view.getUint32(at, true) !== 0x02014b50) continue;
      const name = strFromU8(zip.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
      // The one says that it is larger than anything that is read, the other is packed in a way that nobody knows.
      if (name.startsWith('file-Boat1')) view.setUint32(at + 24, 0x7fffffff, true);
      if (name.startsWith('file-Notes2')) view.setUint16(at + 10, 99, true);
    }
    const rows = readImport(zip);
    const [asked] = pathOf(rows);
    expect(asked && partsOf(asked).map(({ type }) => type)).toEqual([
      'notice',
      'notice',
      'text',
      'notice',
      'notice',
      'notice',
    ]);
    expect(rows.attachments.map(({ hash }) => hash)).toContain(hashOf(PIXEL));
  });

  test('whose ids are names of the prototype, or none, has no way out', () => {
    const file = { asset_pointer: 'file-service://__proto__' };
    const message = {
      author: { role: 'user' },
      content: { content_type: 'multimodal_text', parts: [file, { asset_pointer: '' }, 'x'] },
      metadata: { attachments: [{ id: 'constructor', name: '' }, { id: 7 }, null] },
    };
    // No zip of fflate's has such a name: it is put in afterwards.
    const made = exportWithFiles({
      'conversations-000.json': strToU8(JSON.stringify([{ id: 'c', title: 'x', mapping: { q: { message } } }])),
      __pr0to__: strToU8('x'),
      'file-__proto__': strToU8('x'),
      '../../file-constructor': strToU8('x'),
    });
    const zip = Buffer.from(Buffer.from(made).toString('latin1').replaceAll('__pr0to__', '__proto__'), 'latin1');
    const [asked] = readImport(zip).messages;
    expect(asked && textOf(asked)).toBe('x');
    expect(({} as Record<string, unknown>)['file']).toBeUndefined();
  });
});

test('[I25] an export of Claude keeps the text of an attachment as a file, and in the question, which a model is told', async () => {
  const file = await readFile(join(import.meta.dirname, 'fixtures/claude.json'));
  const rows = readImport(file);
  const text = 'Zeile eins\r\nعربي';
  expect(await rows.attachments[0]?.blob.text()).toBe(text);
  const [asked] = rows.messages;
  expect(asked && attachmentsOf(asked)).toEqual([
    { type: 'attachment', hash: hashOf(strToU8(text)), bytes: 20, name: 'notes.txt', mediaType: 'text/plain' },
  ]);
  expect(asked && textOf(asked)).toContain(text);
  const asDocument = strFromU8(file).replace('notes.txt', 'report.pdf');
  const [other] = readImport(strToU8(asDocument)).messages;
  expect(other && attachmentsOf(other)[0]?.name).toBe('report.pdf.txt');
});

describe('[I26] an archive', () => {
  test('has each attachment once, under its hash, and is the same bytes again after a way through it', async () => {
    const rows = readImport(exportWithFiles());
    const exported = await archiveOf(rows);
    const files = unzipSync(exported);
    expect(Object.keys(files).filter((name) => name.startsWith('attachments/'))).toEqual(
      [
        `attachments/${hashOf(PIXEL)}.png`,
        `attachments/${hashOf(strToU8('Hello'))}.txt`,
        `attachments/${hashOf(strToU8('RIFF1234WAVEfmt '))}.wav`,
      ].toSorted(),
    );
    expect(files[`attachments/${hashOf(PIXEL)}.png`]).toEqual(PIXEL);
    const read = readImport(exported);
    const shuffled = { ...read, messages: read.messages.toReversed(), attachments: read.attachments.toReversed() };
    expect(await archiveOf(shuffled)).toEqual(exported);
  });

  test('[I30] shows people the way to them', async () => {
    const files = unzipSync(await archiveOf(readImport(exportWithFiles())));
    const [, markdown] = Object.entries(files).find(([name]) => name.startsWith('markdown/')) ?? [];
    expect(strFromU8(markdown ?? new Uint8Array())).toContain(`[boatgnp.png](<../attachments/${hashOf(PIXEL)}.png>)`);
  });

  test('of chats whose attachments were lost is written and read all the same', async () => {
    const rows = { ...readImport(exportWithFiles()), attachments: [] };
    const read = readImport(await archiveOf(rows));
    expect(read.messages).toHaveLength(5);
    expect(read.attachments).toEqual([]);
  });
});

test('[I26] an archive of chats of which the browser has lost the bytes of an attachment holds all others', async () => {
  const rows = readImport(exportWithFiles());
  const [lost, ...others] = rows.attachments;
  if (!lost) throw new Error('The export has files.');
  const loses = (name: string): Blob =>
    Object.assign(new Blob(['x']), { arrayBuffer: () => Promise.reject(new DOMException('', name)) });
  const archived = (name: string) => archiveOf({ ...rows, attachments: [{ ...lost, blob: loses(name) }, ...others] });
  const read = readImport(await archived('NotReadableError'));
  expect(read.messages).toHaveLength(5);
  expect(read.attachments.map(({ hash }) => hash).toSorted()).toEqual(others.map(({ hash }) => hash).toSorted());
  await expect(archived('DataError')).rejects.toThrow(DOMException);
});

describe('[I27] a hostile archive', () => {
  const hash = hashOf(strToU8('Hello'));
  const part = { type: 'attachment', hash, name: '../../x.txt', mediaType: 'text/html', bytes: 5 } as const;
  const rows = {
    conversations: [conversation('chat-1')],
    messages: [question('q-1', 'chat-1', { parts: [part] })],
    attachments: [{ hash, blob: new Blob(['Hello']) }],
  };
  const altered = async (change: (files: Record<string, Uint8Array>) => void) => {
    const files = unzipSync(await archiveOf(rows));
    change(files);
    return zipSync(files);
  };

  test('with other bytes than an attachment is called by is refused in words', async () => {
    const zip = await altered((files) => (files[`attachments/${hash}.txt`] = strToU8('Hullo')));
    expect(codeOf(() => readImport(zip))).toBe('altered');
    expect(new ArchiveError('altered').message).toBe('An attachment in this archive is damaged or was changed.');
    const cut = await altered(() => undefined);
    const view = new DataView(cut.buffer);
    for (let at = 0; at < cut.length - 46; at += 1) {
      if (view.getUint32(at, true) !== 0x02014b50) continue;
      if (strFromU8(cut.subarray(at + 46, at + 57)) === 'attachments') view.setUint16(at + 10, 99, true);
    }
    expect(codeOf(() => readImport(cut))).toBe('altered');
  });

  test('that says it holds more than fits is refused before anything is unpacked', async () => {
    const bomb = await altered(() => undefined);
    const view = new DataView(bomb.buffer);
    for (let at = 0; at < bomb.length - 46; at += 1) {
      if (view.getUint32(at, true) !== 0x02014b50) continue;
      if (strFromU8(bomb.subarray(at + 46, at + 57)) === 'attachments') view.setUint32(at + 24, 0xfffffff0, true);
    }
    expect(codeOf(() => readImport(bomb))).toBe('too-large');
  });

  test('has no way out through names of attachments, and what nobody refers to is not read', async () => {
    const zip = await altered((files) => {
      for (const name of [
        `../attachments/${hash}`,
        `attachments/../${hash}`,
        `attachments/${hash}/x`,
        'attachments/x',
      ]) {
        files[name] = strToU8('Hullo');
      }
      files[`attachments/${'0'.repeat(64)}`] = strToU8('Nobody refers to this');
    });
    const read = readImport(zip);
    expect(read.attachments.map((each) => each.hash)).toEqual([hash]);
  });

  test('whose messages refer to no hash is damaged', async () => {
    const zip = await altered((files) => {
      files['messages/chat-1.jsonl'] = strToU8(
        strFromU8(files['messages/chat-1.jsonl'] ?? new Uint8Array()).replace(hash, '../../x'),
      );
    });
    expect(codeOf(() => readImport(zip))).toBe('damaged');
  });
});
