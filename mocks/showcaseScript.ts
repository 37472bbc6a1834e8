import { cutIntoTokens } from './cutIntoTokens.ts';
import { parsePace } from './parsePace.ts';
import { finish, reasoning, reply, text, wait, type Script } from './script.ts';
import { SHOWCASE_REASONING, SHOWCASE_SECTIONS } from './showcaseText.ts';

/**
 * The demo's reply to a question: a thought, then one of everything that a reply can hold, at the pace and in the length that the
 * question asks for. A length is counted in deltas of the answer and met exactly.
 *
 * @see docs/spec.md B4, B5
 */
export function showcaseScript(question: string): Script {
  const { perSecond, length } = parsePace(question);
  const thoughts = cutIntoTokens(SHOWCASE_REASONING);
  const answer = showcaseTokens(length);
  const pause = wait(1000 / perSecond);
  return reply(
    thoughts.flatMap((token) => [pause, reasoning(token)]),
    answer.flatMap((token) => [pause, text(token)]),
    finish('stop', {
      inputTokens: cutIntoTokens(question).length,
      outputTokens: thoughts.length + answer.length,
      reasoningTokens: thoughts.length,
    }),
  );
}

/** The demo's answer in tokens: the whole text once, or exactly `length` of them, in as many rounds as that takes. */
export function showcaseTokens(length?: number): readonly string[] {
  const tokens = [...cutIntoTokens(roundText(1))];
  if (length === undefined) return tokens;
  for (let round = 2; tokens.length < length; round += 1) {
    tokens.push(...cutIntoTokens(`\n\n${roundText(round)}`));
  }
  return tokens.slice(0, length);
}

/** The text of one round. Later ones begin with another section, and their headings say which round it is. */
function roundText(round: number): string {
  if (round === 1) return SHOWCASE_SECTIONS.join('\n\n');
  const [, ...sections] = SHOWCASE_SECTIONS;
  const start = (round - 2) % sections.length;
  const turned = [...sections.slice(start), ...sections.slice(0, start)];
  return turned.map((section) => section.replace(/^## (.+)$/m, `## $1, round ${round}`)).join('\n\n');
}
