import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ArchiveError } from '../../src/archive/ArchiveError.ts';
import type { ChatRows, WholeChats } from '../../src/archive/ChatRows.ts';
import { readImport } from '../../src/archive/readImport.ts';
import { writeArchive } from '../../src/archive/writeArchive.ts';
import { lastRun, partsOf, textOf, type Message } from '../../src/conversation/Message.ts';
import { removedMessage } from '../../src/conversation/removedMessage.ts';
import { activePath } from '../../src/conversation/tree.ts';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { settingsToArchive, settleSettings } from '../../src/settings/archivedSettings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { answer, conversation, growingAnswer, question, run } from '../persistence/rows.ts';

const fixture = async (name: string): Promise<Uint8Array> => readFile(join(import.meta.dirname, 'fixtures', name));

function pathOf({ conversations, messages }: ChatRows): readonly Message[] {
  return activePath(new Map(messages.map((row) => [row.id, row])), conversations[0]?.shownChildren ?? {});
}

/** The bytes of an archive; without attachments unless there are any. */
async function written(chats: ChatRows & Partial<WholeChats>): Promise<Uint8Array> {
  return new Uint8Array(await (await writeArchive({ attachments: [], ...chats })).arrayBuffer());
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

describe('[I1] an archive', () => {
  test('is the same bytes again after export, wipe and import, whatever order the rows had', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, fc.boolean()), { minLength: 1, maxLength: 6 }), async (chats) => {
        const conversations = chats.map(([title], index) => conversation(`chat-${index}`, { title }));
        const messages = chats.flatMap(([, words, isRemoved], index) => {
          const asked = question(`q-${index}`, `chat-${index}`, { parts: [{ type: 'text', text: words }] });
          const answered = answer(`a-${index}`, asked);
          return [isRemoved ? removedMessage(answered) : answered, asked];
        });
        const before = createMemoryRepository();
        await before.save({ conversations, messages }, 'strict');
        const ids = conversations.map(({ id }) => id);
        const exported = await written({
          conversations: await before.loadConversations(),
          messages: await before.loadMessages(...ids),
        });
        const after = createMemoryRepository();
        await after.save(readImport(exported), 'strict');
        const again = await written({
          conversations: (await after.loadConversations()).toReversed(),
          messages: (await after.loadMessages(...ids)).toReversed(),
        });
        expect(again).toEqual(exported);
      }),
      { numRuns: 50 },
    );
  });

  test('[I35] asks nobody when it is imported: an answer of which nothing had come is interrupted', async () => {
    const asked = question('q-1', 'chat-1');
    const [queued, growing] = [growingAnswer('a-1', asked), answer('a-2', asked)];
    const streaming = { status: 'streaming', link: 'open' } as const;
    const begun = { ...growing, runs: [run('reply-a-2', streaming, 'An')] };
    const chats = { conversations: [conversation('chat-1')], messages: [asked, queued, begun] };
    const zip = await written(chats);
    const states = ({ messages }: ChatRows) =>
      messages.flatMap((row) => (row.role === 'assistant' ? [lastRun(row).reply.state.status] : []));
    expect(states(readImport(zip))).toEqual(['interrupted', 'streaming']);
    expect(await written(readImport(zip))).toEqual(zip);
    // As one that somebody else has written may have it.
    const files = unzipSync(zip);
    const [name = ''] = Object.keys(files).filter((each) => each.startsWith('messages/'));
    const rows = new TextDecoder().decode(files[name]).replaceAll('interrupted', 'queued');
    expect(states(readImport(zipSync({ ...files, [name]: strToU8(rows) })))).toEqual(['interrupted', 'streaming']);
  });

  test('has Markdown of what is in sight for people, and JSON lines with sorted keys', async () => {
    const asked = question('q-1', 'chat-1', { parts: [{ type: 'text', text: 'Why?' }] });
    const files = unzipSync(await written({ conversations: [conversation('chat-1')], messages: [asked] }));
    expect(Object.keys(files)).toEqual([
      'conversations.jsonl',
      'markdown/chat-1.md',
      'messages/chat-1.jsonl',
      'rivulet.json',
    ]);
    expect(new TextDecoder().decode(files['markdown/chat-1.md'])).toContain('## You\n\nWhy?\n');
    expect(new TextDecoder().decode(files['rivulet.json'])).toBe('{"format":"rivulet-archive","version":2}\n');
  });
});

describe('the settings of an archive', () => {
  const settings = { ...DEFAULT_SETTINGS, theme: 'dark', scrollMode: 'end', notify: 'on' } as const;
  const chats = { conversations: [], messages: [] };
  const writtenWith = (values: Partial<Settings>) => written({ ...chats, settings: { values, skipped: 0 } });

  test('[I9] are those that differ, sorted, without what is a matter of one browser, and the same bytes again', async () => {
    const archive = await writtenWith(settingsToArchive(settings));
    const text = new TextDecoder().decode(unzipSync(archive)['settings.json']);
    expect(text).toBe('{"scrollMode":"end","theme":"dark"}\n');
    const values = readImport(archive).settings?.values ?? {};
    const { taken, offered } = settleSettings(values, DEFAULT_SETTINGS);
    expect(offered).toEqual({});
    expect(await writtenWith(settingsToArchive({ ...DEFAULT_SETTINGS, ...taken }))).toEqual(archive);
    const unchanged = unzipSync(await writtenWith(settingsToArchive(DEFAULT_SETTINGS)));
    expect(Object.keys(unchanged)).not.toContain('settings.json');
  });

  test('[I9] hold where nothing else was chosen; the others and the language are offered', () => {
    const here = { ...DEFAULT_SETTINGS, theme: 'light', density: 'compact' } as const;
    expect(settleSettings({ theme: 'dark', scrollMode: 'end', density: 'compact', language: 'de' }, here)).toEqual({
      taken: { scrollMode: 'end' },
      offered: { theme: 'dark', language: 'de' },
    });
  });

  test('[I10] are read by the table; what is unknown or no value is counted, and older archives have none', () => {
    const files = { 'rivulet.json': '{"format":"rivulet-archive","version":1}', 'conversations.jsonl': '' };
    const read = (more: Record<string, string>) =>
      readImport(zipSync(Object.fromEntries(Object.entries({ ...files, ...more }).map(([k, v]) => [k, strToU8(v)]))));
    const text =
      '{"theme":"dark","density":"huge","sound":1,"notify":"on","constructor":"x","__proto__":{"theme":"light"}}';
    expect(read({ 'settings.json': text }).settings).toEqual({ values: { theme: 'dark' }, skipped: 5 });
    expect(read({}).settings).toBeUndefined();
    expect(codeOf(() => read({ 'settings.json': '[' }))).toBe('damaged');
    expect(codeOf(() => read({ 'settings.json': '[]' }))).toBe('damaged');
  });
});

describe('[I3] an export', () => {
  test('of ChatGPT keeps branches, thoughts, models and times; the system, tools and what is hidden stay out', async () => {
    const rows = readImport(await fixture('chatgpt.json'));
    expect(rows.conversations).toMatchObject([{ title: 'Fähre & 船', createdAtMs: 1_700_000_000_500 }]);
    expect(rows.messages).toHaveLength(3);
    const path = pathOf(rows);
    expect(path.map(textOf)).toEqual(['What is it? 👩‍🚀', 'A ferry: 船.']);
    expect(path.flatMap(partsOf).map(({ type }) => type)).toEqual(['notice', 'text', 'notice', 'reasoning', 'text']);
    expect(path.flatMap((row) => (row.role === 'assistant' ? [lastRun(row).modelId] : []))).toEqual(['o3']);
    expect(rows.messages.map(textOf)).toContain('A boat. <script>alert(1)</script>');
  });

  test('of Claude keeps branches, thoughts and what was attached', async () => {
    const rows = readImport(await fixture('claude.json'));
    expect(rows.conversations).toMatchObject([{ title: 'Summarise this', titleFrom: 'person' }]);
    expect(pathOf(rows).map(textOf)).toEqual(['Changed', 'Second']);
    const [first] = rows.messages;
    expect(first && partsOf(first)).toEqual([
      { type: 'text', text: 'Summarise this' },
      expect.objectContaining({ type: 'attachment', name: 'notes.txt' }),
      { type: 'text', text: '\n\nZeile eins\r\nعربي' },
      { type: 'notice', text: 'Attachment: photo.jpg' },
    ]);
  });

  test.each(['chatgpt.json', 'claude.json'])(
    '%s is there once when it is imported twice, as a zip too',
    async (name) => {
      const file = await fixture(name);
      const zip = zipSync({ 'export/conversations.json': file, 'export/chat.html': strToU8('<p>') });
      const repository = createMemoryRepository();
      for (const each of [file, zip, file]) await repository.save(readImport(each), 'strict');
      const rows = readImport(file);
      expect(await repository.loadConversations()).toEqual(rows.conversations);
      expect(await repository.loadMessages(...rows.conversations.map(({ id }) => id))).toEqual(rows.messages);
    },
  );

  test('[I33] has the chats that were archived there in the archive here', () => {
    const message = { author: { role: 'user' }, content: { content_type: 'text', parts: ['x'] } };
    const read = (marks: object) =>
      readImport(strToU8(JSON.stringify([{ id: 'c', title: 'x', mapping: { q: { message } }, ...marks }])));
    expect(read({ is_archived: true }).conversations).toMatchObject([{ archived: true }]);
    for (const marks of [{}, { is_archived: false }, { is_archived: 'yes' }]) {
      expect(read(marks).conversations[0]?.archived).toBeUndefined();
    }
  });

  test('whose times no calendar has keeps all that was said', () => {
    const said = { author: { role: 'user' }, content: { content_type: 'text', parts: ['x'] }, create_time: 1e20 };
    const chatGpt = { id: 'c', title: 'x', create_time: 1e20, update_time: -1e20, mapping: { q: { message: said } } };
    const claude = { uuid: 'c', created_at: 1e20, chat_messages: [{ uuid: 'm', text: 'x', created_at: 1e20 }] };
    for (const chat of [chatGpt, claude]) {
      const rows = readImport(strToU8(JSON.stringify([chat])));
      expect(rows.conversations).toHaveLength(1);
      expect(rows.messages.map(textOf)).toEqual(['x']);
    }
  });

  test.each([
    ['little endian with a byte order mark', 'utf16le', '\uFEFF'],
    ['big endian with a byte order mark', 'utf16be', '\uFEFF'],
    ['little endian without one', 'utf16le', ''],
    ['big endian without one', 'utf16be', ''],
  ])('[I37] in UTF-16, %s, is read as in UTF-8, alone and in a zip', async (_, encoding, mark) => {
    const plain = await fixture('chatgpt.json');
    const words = Buffer.from(mark + new TextDecoder().decode(plain), 'utf16le');
    const text = new Uint8Array(encoding === 'utf16be' ? words.swap16() : words);
    expect(readImport(text)).toEqual(readImport(plain));
    expect(readImport(zipSync({ 'conversations.json': text })).messages).toEqual(readImport(plain).messages);
  });

  test('that begins with a byte order mark is read', async () => {
    const text = new TextDecoder().decode(await fixture('claude.json'));
    expect(readImport(strToU8(`\uFEFF${text}`)).messages).toHaveLength(4);
  });
});

describe('[I5] a hostile file', () => {
  const chat = JSON.stringify({ id: 'chat-1', title: 'x', createdAtMs: 1, updatedAtMs: 1, shownChildren: {} });
  const archive = (files: Record<string, string>, head = '{"format":"rivulet-archive","version":1}') =>
    zipSync(
      Object.fromEntries(
        Object.entries({ 'rivulet.json': head, ...files }).map(([name, text]) => [name, strToU8(text)]),
      ),
    );

  test('is refused in words when it is unknown, damaged, newer or cut off', async () => {
    expect(codeOf(() => readImport(strToU8('{"a":1}')))).toBe('unknown-format');
    expect(codeOf(() => readImport(zipSync({ 'a.txt': strToU8('a') })))).toBe('unknown-format');
    expect(codeOf(() => readImport(strToU8('no json')))).toBe('damaged');
    expect(codeOf(() => readImport(archive({ 'conversations.jsonl': `${chat}\n{"id":1}\n` })))).toBe('damaged');
    expect(codeOf(() => readImport(archive({}, '{"format":"rivulet-archive","version":99}')))).toBe('newer');
    const whole = await written({ conversations: [conversation('chat-1')], messages: [] });
    expect(codeOf(() => readImport(whole.slice(0, whole.length / 2)))).toBe('damaged');
  });

  test('has no way out through names, prototypes or sizes', () => {
    const row = (id: string) =>
      `{"id":"${id}","__proto__":{"polluted":1},"constructor":1,${chat.slice(chat.indexOf('"title"'))}\n`;
    const rows = readImport(
      archive({
        'conversations.jsonl': row('chat-1'),
        '../../messages/x.jsonl': 'no json',
        'messages/../x.jsonl': 'no',
      }),
    );
    expect(rows.conversations).toHaveLength(1);
    expect(Object.keys(rows.conversations[0] ?? {})).not.toContain('constructor');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const bomb = archive({ 'conversations.jsonl': `${chat}\n` });
    // What it says that it holds when it is unpacked, in the local and in the central header.
    const view = new DataView(bomb.buffer);
    for (let at = 0; at < bomb.length - 46; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
    }
    expect(codeOf(() => readImport(bomb))).toBe('too-large');
  });

  test('whose entries are not packed and say that they hold nothing is weighed by what they take', () => {
    const lying = archive({ 'conversations.jsonl': `${chat}\n` });
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 46; at += 1) {
      if (view.getUint32(at, true) !== 0x02014b50) continue;
      // Any number of such entries may be one place of the file.
      view.setUint16(at + 10, 0, true);
      view.setUint32(at + 20, 0x7fffffff, true);
      view.setUint32(at + 24, 0, true);
    }
    expect(codeOf(() => readImport(lying))).toBe('too-large');
  });

  test('[I27] that has two entries of one name is weighed by the larger', () => {
    const hash = 'a'.repeat(64);
    const part = { type: 'attachment', hash, name: 'x', mediaType: '', bytes: 5 } as const;
    const made = archive({
      'conversations.jsonl': `${chat}\n`,
      'messages/chat-1.jsonl': `${JSON.stringify(question('q-1', 'chat-1', { parts: [part] }))}\n`,
      [`attachments/${hash}`]: 'large',
      [`attachments/${hash.replace('a', 'b')}`]: 'small',
    });
    const zip = Buffer.from(Buffer.from(made).toString('latin1').replaceAll('/baa', '/aaa'), 'latin1');
    const first = zip.indexOf(`attachments/${hash}`, zip.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')));
    zip.writeUInt32LE(0xfffffff0, first - 46 + 24);
    expect(codeOf(() => readImport(zip))).toBe('too-large');
  });

  test.each(['../x', 'a/b', 'a b', '\\ud800', 'x'.repeat(65)])('[I31] with the name %j is refused', (name) => {
    const asked = JSON.stringify(question('q-1', 'chat-1'));
    const read = (chats: string, messages: string) =>
      readImport(archive({ 'conversations.jsonl': chats, 'messages/chat-1.jsonl': messages }));
    expect(read(chat, asked).messages).toHaveLength(1);
    expect(codeOf(() => read(chat, asked.replace('q-1', name)))).toBe('damaged');
    expect(codeOf(() => read(chat.replace('chat-1', name), ''))).toBe('damaged');
  });

  test('of a chat whose parents go round in a circle gives a tree', () => {
    const node = (parent: string, child: string) => ({
      parent,
      children: [child],
      message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['x'] } },
    });
    const circle = { id: 'c', title: 'x', mapping: { root: node('', 'a'), a: node('b', 'b'), b: node('a', 'a') } };
    const rows = readImport(strToU8(JSON.stringify([circle])));
    expect(rows.messages).toHaveLength(3);
    expect(pathOf(rows)).toHaveLength(3);
  });
});
