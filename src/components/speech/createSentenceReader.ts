import { createReplyReader } from '../../markdown/blocks/createReplyReader.ts';
import { spokenTexts, type SpokenText } from '../../markdown/spokenTexts.ts';
import { spokenLanguage } from '../../words/say.ts';

/** Gives what of a text has not been given yet and is finished: whole sentences, and all of a text to which nothing is added. */
export type SentenceReader = (text: string, open: boolean) => string;

/**
 * A reader of one reply.
 *
 * @see docs/spec.md U93
 * @see https://www.unicode.org/reports/tr29/#Sentence_Boundaries
 */
export function createSentenceReader(): SentenceReader {
  const read = createReplyReader();
  // Of the language of the page: that of a reply is not known, and nearly all rules are the same.
  const segmenter = new Intl.Segmenter(spokenLanguage(), { granularity: 'sentence' });
  /** Up to where was given: so many texts, and so many units of the one behind them. */
  let texts = 0;
  let units = 0;

  const endOf = ({ text, open }: SpokenText): number =>
    // Nobody knows yet whether the last sentence is whole.
    open ? ([...segmenter.segment(text)].at(-1)?.index ?? 0) : text.length;

  return (text, open) => {
    const given: string[] = [];
    const spoken = spokenTexts(read(text, open));
    for (const next of spoken.slice(texts)) {
      const end = endOf(next);
      if (end > units) given.push(next.text.slice(units, end).trim());
      units = Math.max(units, end);
      if (next.open) break;
      texts += 1;
      units = 0;
    }
    return given.filter((words) => words !== '').join('\n');
  };
}
