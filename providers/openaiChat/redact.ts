/** What stands where a secret stood. */
const HIDDEN = '[hidden]';

/**
 * What keys look like. Some of these also match harmless ids: a lost id is a smaller harm than a shown key.
 * The scheme comes first, so that the label before
 * it does not take it for the secret.
 */
const SECRETS: readonly RegExp[] = [
  /\b(?:bearer|basic)\s+[^\s"',]+/gi,
  /(?<=\b(?:api[-_ ]?key|key|token|secret|password|authorization)(?:\s+provided)?["']?\s*[=:]\s*["']?)[^\s"',&]+/gi,
  // Name and password in an address.
  /(?<=\/\/)[^\s/@]+(?=@)/g,
  // The prefixes of OpenAI, Anthropic, OpenRouter, Groq, xAI, Hugging Face, NVIDIA, Replicate, Cerebras, Perplexity, Google, GitHub, AWS; and JWTs.
  /\b(?:sk|pk|rk)[-_][\w*.-]+/g,
  /\b(?:gsk_|xai-|hf_|nvapi-|r8_|csk-|pplx-|AIza|gh[a-z]_|AKIA|eyJ)[\w*.-]+/g,
  // Keys that a provider masked in part.
  /[\w-]*\*{3,}[\w*-]*/g,
  // First what may have hyphens, so that of a key no piece behind one is left: base 64 in both alphabets, with a capital, a small letter and a digit among them.
  /(?<![\w+/-])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Z])(?=[\w+/-]*[a-z])[\w+/-]{32,}={0,2}/g,
  /[\w-]{48,}/g,
  // Hexadecimal, base 62 and UUIDs.
  /\b(?=[A-Za-z]*\d)[A-Za-z0-9]{20,}\b/g,
  /\b[A-Za-z0-9]{32,}\b/g,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
];

/**
 * Words from outside without anything that looks like a key.
 *
 * @see docs/spec.md V20
 */
export function redact(words: string): string {
  return SECRETS.reduce((text, pattern) => text.replaceAll(pattern, HIDDEN), words);
}
