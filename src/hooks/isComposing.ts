/**
 * Whether a key belongs to an input method. Safari ends the composition before it reports the key, which then has the
 * code 229.
 *
 * @see docs/spec.md U4
 */
export function isComposing(event: globalThis.KeyboardEvent): boolean {
  // Safari has no other way to tell, so the deprecated field stays.
  // oxlint-disable-next-line typescript/no-deprecated
  return event.isComposing || event.keyCode === 229;
}
