import { createChance, type Chance } from '../chaos/createChance.ts';
import { codeLanguages, codeLines, type CodeLanguage } from './codeLines.ts';

/** The kinds of block of which one alone is grown. */
export const blockKinds = ['fence', 'list', 'table', 'paragraph', 'quote'] as const;
export type BlockKind = (typeof blockKinds)[number];

/** Markdown by chance from a seed: the same for the same seed. Sizes are bytes of UTF-8. */
export interface Corpus {
  /** Whole blocks of all kinds in turn, at least so many bytes. @param first with which kind it begins; 0 unless given. */
  mixed(bytes: number, first?: number): string;
  /** A passage of every kind of block once, about 2.5 kB: what is added, whatever stands above it. */
  passage(): string;
  /** Every language and every kind once: after it nothing is left to be loaded. */
  warmUp(): string;
  /** One block of a kind that is still open at its end. */
  block(kind: BlockKind, bytes: number): string;
  /** Numbered words in paragraphs, each word one delta. */
  numberedWords(count: number): readonly string[];
}

/** A corpus from a seed. */
export function createCorpus(seed: number): Corpus {
  const chance = createChance(seed);
  const blocks = [
    () => prose(chance, 3),
    () => prose(chance, 5),
    () => cjk(chance, 3),
    () => `## ${sentence(chance).slice(0, 40).trim()}`,
    () => list(chance, 6),
    () => fence(chance, chance.pick(codeLanguages), chance.between(8, 60)),
    () => table(chance, chance.between(4, 12)),
    () => math(chance),
    () => `> ${prose(chance, 2)}`,
    () => prose(chance, 4),
  ];
  const passage = (): string =>
    [
      '### What follows',
      prose(chance, 4),
      fence(chance, 'typescript', 16),
      cjk(chance, 3),
      list(chance, 5),
      table(chance, 6),
      math(chance),
      prose(chance, 3),
    ].join('\n\n');
  return {
    mixed(bytes, first = 0) {
      let text = '';
      for (let at = first; Buffer.byteLength(text) < bytes; at += 1) {
        // In turn, so that a short text has all kinds too.
        text += `${(blocks[at % blocks.length] ?? (() => ''))()}\n\n`;
      }
      return text;
    },
    passage,
    warmUp: () => [...codeLanguages.map((language) => fence(chance, language, 8)), passage()].join('\n\n'),
    block: (kind, bytes) => growingBlock(chance, kind, bytes),
    numberedWords: (count) =>
      Array.from({ length: count }, (_, at) => `w${at + 1}${(at + 1) % 60 === 0 ? '\n\n' : ' '}`),
  };
}

const words = (
  'stream token server browser frame paint layout block parser delta buffer event reader reply line cache worker ' +
  'memory request response latency queue model answer question the a of and in to for with without from through ' +
  'each every first last never always because while when then measures keeps renders sends waits splits counts'
).split(' ');

function sentence(chance: Chance): string {
  const length = chance.between(8, 18);
  const drawn = Array.from({ length }, () => word(chance)).join(' ');
  return `${drawn.charAt(0).toUpperCase()}${drawn.slice(1)}.`;
}

function word(chance: Chance): string {
  const plain = chance.pick(words);
  switch (chance.between(1, 32)) {
    case 1:
      return `**${plain} ${chance.pick(words)}**`;
    case 2:
      return `*${plain}*`;
    case 3:
      return `\`${plain}()\``;
    case 4:
      return `[${plain}](https://example.com/${plain})`;
    case 5:
      return `$x_{${chance.between(1, 9)}} + y^2$`;
    case 6:
      return `~~${plain}~~`;
    default:
      return plain;
  }
}

function prose(chance: Chance, sentences: number): string {
  return Array.from({ length: sentences }, () => sentence(chance)).join(' ');
}

const cjkPhrases = [
  '服务器把回答的每个词按顺序发送',
  '浏览器**只绘制**新的部分',
  '已经完成的段落不会再次改变',
  'ストリームは一行ずつ読み込まれ',
  '画面には`最後の段落`だけが描かれる',
  '글자는 도착하는 대로 표시되고',
  '표와 코드도 끊기지 않는다',
];

function cjk(chance: Chance, sentences: number): string {
  return Array.from({ length: sentences }, () => `${chance.pick(cjkPhrases)}，${chance.pick(cjkPhrases)}。`).join('');
}

function list(chance: Chance, items: number): string {
  return Array.from({ length: items }, (_, at) => listItem(chance, at)).join('\n');
}

function listItem(chance: Chance, at: number): string {
  return at % 4 === 3 ? `  - ${sentence(chance)}` : `- ${sentence(chance)}`;
}

function fence(chance: Chance, language: CodeLanguage, lines: number): string {
  return `\`\`\`${language}\n${codeLines(chance, language, lines).join('\n')}\n\`\`\``;
}

const tableHead = '| Name | What it does | Time | Share |\n| :--- | --- | ---: | ---: |';

function table(chance: Chance, rows: number): string {
  return [tableHead, ...Array.from({ length: rows }, () => tableRow(chance))].join('\n');
}

function tableRow(chance: Chance): string {
  const cell = Array.from({ length: chance.between(3, 7) }, () => word(chance)).join(' ');
  return `| ${chance.pick(words)} | ${cell} | ${chance.between(1, 900)} ms | ${chance.between(1, 99)} % |`;
}

function math(chance: Chance): string {
  const n = chance.between(2, 9);
  return `$$\n\\sum_{k=1}^{${n}} \\frac{k^{${n}}}{\\sqrt{2\\pi}} = \\int_0^\\infty e^{-x^2/${n}}\\,dx\n$$`;
}

/** The lines or, for a paragraph, the sentences that a block of each kind is made of. */
const pieces: Record<BlockKind, { open: string; piece(chance: Chance, at: number): string }> = {
  fence: { open: '```typescript\n', piece: (chance) => `${codeLines(chance, 'typescript', 1).join('\n')}\n` },
  list: { open: '', piece: (chance, at) => `${listItem(chance, at)}\n` },
  table: { open: `${tableHead}\n`, piece: (chance) => `${tableRow(chance)}\n` },
  paragraph: { open: '', piece: (chance) => `${sentence(chance)} ` },
  quote: { open: '', piece: (chance, at) => (at % 4 === 3 ? '> >\n' : `> > ${sentence(chance)}\n`) },
};

function growingBlock(chance: Chance, kind: BlockKind, bytes: number): string {
  const { open, piece } = pieces[kind];
  let text = open;
  for (let at = 0; Buffer.byteLength(text) < bytes; at += 1) text += piece(chance, at);
  return text;
}
