/**
 * Why a model file was refused.
 *
 * - `bad-magic`: it is no GGUF file.
 * - `unsupported-version`: it is one, of a version other than 3.
 * - `unsupported-type`: it holds a kind of value or tensor that this reader does not know.
 * - `truncated`: it ends before everything that it announces.
 * - `malformed`: it contradicts itself or the format.
 * - `wrong-model`: it is sound, but not a model that this engine can compute.
 */
export type GgufErrorCode =
  | 'bad-magic'
  | 'unsupported-version'
  | 'unsupported-type'
  | 'truncated'
  | 'malformed'
  | 'wrong-model';

/** A model file that cannot be used. */
export class GgufError extends Error {
  override readonly name = 'GgufError';
  readonly code: GgufErrorCode;

  constructor(code: GgufErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
