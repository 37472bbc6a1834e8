/**
 * Stands in for what markdown-it imports and we never let it call: finding bare addresses (`bareAddress.ts` does) and
 * rewriting addresses (`linkTarget.ts` decides with the platform's `URL`). `scripts/slimPackages.ts` puts it in the place of
 * `linkify-it`, `mdurl` and `punycode.js`.
 */
// markdown-it makes one and never uses it.
// oxlint-disable-next-line typescript/no-extraneous-class
export class LinkifyIt {}

function neverCalled(): never {
  throw new Error('markdown-it called what it is not configured to use.');
}

export { neverCalled as decode, neverCalled as encode, neverCalled as format, neverCalled as parse };
export default neverCalled;
