/** Examples of the specifications that a reply is not meant to follow, and why. Raw HTML is not among them: it is recognised. */
export const intendedDifferences: ReadonlyMap<string, string> = new Map([
  ['CommonMark 12', '`\\[…\\]` is math (M17)'],
  ['CommonMark 25', 'names of characters are those of HTML 4 (M23)'],
  ...each('CommonMark', [380, 392], '`**` works beside punctuation (M4)'),
  ...each('CommonMark', [602, 608, 611], 'a bare `https://` address is a link (M20)'),
  ['GFM 491', 'one `~` is text: it means about, as in `~5` (M2)'],
  ['GFM 493', '`~~` works within more of them, as in markdown-it'],
  ...each('GFM', [622, 623, 624, 625, 626, 627, 628], 'an address without its scheme is text (M20)'),
  ...each('GFM', [630, 631, 632], 'an address of mail is text without `<…>` (M20)'),
]);

function each(specification: string, numbers: readonly number[], reason: string): (readonly [string, string])[] {
  return numbers.map((number) => [`${specification} ${number}`, reason] as const);
}
