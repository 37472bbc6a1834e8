/** What a file begins with that can be told by that, where it has an ending and a type of its own. */
const BEGINNINGS: readonly (readonly [RegExp, ending: string, mediaType: string])[] = [
  // oxlint-disable-next-line no-control-regex -- It is a part of the signature.
  [/^\x89PNG\r\n\x1a\n/, 'png', 'image/png'],
  [/^\xff\xd8\xff/, 'jpg', 'image/jpeg'],
  [/^GIF8[79]a/, 'gif', 'image/gif'],
  [/^RIFF[^]{4}WEBP/, 'webp', 'image/webp'],
  [/^RIFF[^]{4}WAVE/, 'wav', 'audio/wav'],
  [/^%PDF-/, 'pdf', 'application/pdf'],
];

/** What a file is, as far as its first bytes say. */
export function kindOf(bytes: Uint8Array): { readonly ending: string; readonly mediaType: string } | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const found = BEGINNINGS.find(([pattern]) => pattern.test(start));
  return found && { ending: found[1], mediaType: found[2] };
}

/** A media type as it was told, where it can be one. */
export function plainMediaType(mediaType: string | undefined): string | undefined {
  return mediaType !== undefined && /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(mediaType) ? mediaType : undefined;
}
