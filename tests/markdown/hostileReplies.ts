import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface HostileReply {
  readonly id: string;
  readonly cls: 'net' | 'js' | 'clobber' | 'css' | 'text' | 'mermaid' | 'dos';
  readonly title: string;
  readonly text: string;
  /** Set where the danger lies in how the text arrives: `char`, one UTF-16 unit at a time; `4`, four. */
  readonly stream: string | undefined;
  readonly expect: readonly string[];
}

type Part = [text: string, times: number] | { n: number; t: string; r?: string };

/** The corpus of `fixtures/hostile.json`, with each text put together as its note says. */
export const hostileReplies: readonly HostileReply[] = read();

function read(): HostileReply[] {
  const file = join(import.meta.dirname, 'fixtures/hostile.json');
  // Our own fixture: its shape is what its note says.
  const corpus = JSON.parse(readFileSync(file, 'utf8')) as {
    items: (Omit<HostileReply, 'text'> & { parts: Part[] })[];
  };
  return corpus.items.map(({ parts, ...item }) => ({ ...item, text: parts.map(textOf).join('') }));
}

function textOf(part: Part): string {
  if (Array.isArray(part)) return part[0].repeat(part[1]);
  return Array.from({ length: part.n }, (_, i) =>
    part.t.replaceAll('{i}', String(i)).replaceAll('{r}', (part.r ?? '').repeat(i)),
  ).join('');
}
