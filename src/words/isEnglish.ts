/**
 * Whether the page is in English for sure, so that nothing of other languages need be fetched.
 *
 * @param chosen a BCP 47 tag, or `system`
 * @see docs/spec.md U91
 */
export function isEnglish(chosen: string): boolean {
  return /^en(?:-(?!XA)|$)/.test(chosen === 'system' ? navigator.language : chosen);
}
