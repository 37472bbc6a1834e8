/** Whether a key can travel in an HTTP header: visible ASCII without spaces. Pasted keys sometimes carry a line break or a typographic dash. */
export function isHeaderValue(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
