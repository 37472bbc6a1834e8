/** A catalogue of texts, compiled by `scripts/compileWords.ts` from the file of that name beside this one. */
declare module 'virtual:words/*' {
  import type { Messages } from '@lingui/core';

  const messages: Messages;
  export default messages;
}
