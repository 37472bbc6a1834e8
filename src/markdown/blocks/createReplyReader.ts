import type { ReplyDocument } from '../markdownTree.ts';
import { BlockParser } from './BlockParser.ts';
import { isUndecided } from './undecidedLine.ts';

/**
 * Reads a reply's text as blocks.
 * @param open true while text is still arriving: then what is not closed yet is closed as a guess, and a last line of which
 *   nothing can be said yet is held back. The blocks of a text that is not open do not depend on how it arrived.
 */
export type ReadReply = (text: string, open: boolean) => ReplyDocument;

/** A reader of one reply. While its text grows, only what is new is read, and what is final stays the same object. */
export function createReplyReader(): ReadReply {
  let parser = new BlockParser();
  let known = '';
  /** Up to where whole lines were read. */
  let read = 0;
  /** Up to where there is no other line break. */
  let searched = 0;
  let last: { readonly text: string; readonly open: boolean; readonly document: ReplyDocument } | undefined;

  function readLines(text: string): void {
    for (;;) {
      const end = lineEnd(text, Math.max(read, searched));
      if (end === undefined) break;
      parser.addLine(text.slice(read, end.from));
      read = end.to;
    }
    searched = text.endsWith('\r') ? text.length - 1 : text.length;
  }

  return (text, open) => {
    if (last?.text === text && last.open === open) return last.document;
    // Text that was complete has closed its blocks, and text that changed has nothing in common with the old one.
    if (last?.open === false || !text.startsWith(known)) {
      parser = new BlockParser();
      read = 0;
      searched = 0;
    }
    known = text;
    readLines(text);
    const line = text.slice(read).replace(/\r$/, '');
    if (!open && read < text.length) parser.addLine(line);
    const document = open ? parser.guess(isUndecided(line) ? '' : line) : parser.finish();
    last = { text, open, document };
    return document;
  };
}

/** The next line break: where it begins and where it ends. A carriage return at the very end may be half of one. */
function lineEnd(text: string, from: number): { readonly from: number; readonly to: number } | undefined {
  const lineBreak = /\r\n|\r(?!$)|\n/g;
  lineBreak.lastIndex = from;
  const found = lineBreak.exec(text);
  return found === null ? undefined : { from: found.index, to: lineBreak.lastIndex };
}
