/** A catalogue of texts, compiled by `scripts/compileWords.ts` from the file of that name beside this one. */
declare module 'virtual:words/*' {
  const messages: import('@lingui/core').Messages;
  export default messages;
}
