import type { StateInline } from 'markdown-it';

/**
 * markdown-it's inline state with marks of emphasis that also work beside punctuation where no spaces part words. By CommonMark's
 * rules `**中文。**后文` and `**bold:**text` stay raw; models write both all the time. Here a double mark opens before and closes
 * after anything but a space, and so does a single `*` that touches a Chinese, Japanese or Korean character.
 * @see https://github.com/commonmark/commonmark-spec/issues/650
 * @see docs/spec.md M4
 */
export function withForgivingMarks(Base: typeof StateInline): typeof StateInline {
  return class ForgivingState extends Base {
    override scanDelims(start: number, canSplitWord: boolean) {
      const scanned = super.scanDelims(start, canSplitWord);
      const before = this.src.slice(Math.max(0, start - 2), start);
      const after = this.src.slice(start + scanned.length, start + scanned.length + 2);
      const single = scanned.length === 1;
      if (
        !canSplitWord ||
        (single && !/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]$/u.test(before) && !startsCjk(after))
      ) {
        return scanned;
      }
      const openable = after !== '' && !/^\s/.test(after);
      const closable = before !== '' && !/\s$/.test(before);
      return { ...scanned, can_open: scanned.can_open || openable, can_close: scanned.can_close || closable };
    }
  };
}

function startsCjk(text: string): boolean {
  return /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(text);
}
