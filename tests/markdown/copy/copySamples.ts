import { samples } from '../samples.ts';

/** The samples that all tests share, and some of what a copy has to hold besides. */
export const copySamples: Readonly<Record<string, string>> = {
  ...samples,
  footnotes:
    'One[^a], two[^b], three[^9].\n\n[^a]: First with **bold**.\n\n    And code:\n\n    ```js\n    x\n    ```\n[^b]: - item\n    - item\n',
  alerts: '> [!TIP]\n> - a\n> - b\n\n> [!WARNING]\n> text\n>\n> more\n\n> [!NOTE]\n',
  nested:
    '- > quote\n  >\n  > - item\n\n    ```\n    code\n\n    more\n    ```\n- # heading\n- | a | b |\n  |---|---|\n  | 1 | 2 |\n',
  neighbours: '- a\n- b\n\n+ c\n\n* d\n\n1. e\n\n1) f\n\n> g\n\n> h\n\n***\n',
  marks: '***both*** **a *b* c** *a **b** c* ~~**x**~~ **`c`** __a__*b*\n',
  code: '`` a`b `` ` `` ` `a|b` ```` ``` ````\n\n~~~c++ title="x"\n```\n~~~\n\n```\n```\n',
  looksLikeBlocks: '1\\. a\n\\- b\n\\# c\n\\> d\n\n\\[x] e\n\n- \\[x] f\n\n[^77]\\: g\n\n\\| a |\n|---|\n',
  longList: Array.from({ length: 60 }, (_, at) => `${at + 4}. item\n`).join(''),
  longQuote: Array.from({ length: 60 }, (_, at) => `> text ${at}\n>\n`).join(''),
};
