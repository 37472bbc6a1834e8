/**
 * Why a file was not read: it is none that is known, is broken, would be too large, was written by a later version, or has other bytes
 * than it says. Or, whatever the file, reading or writing it broke off, for want of memory for example.
 */
export type ArchiveErrorCode = 'unknown-format' | 'damaged' | 'too-large' | 'newer' | 'altered' | 'broken-off';

const SENTENCES: Readonly<Record<ArchiveErrorCode, string>> = {
  'unknown-format': 'This file is no archive of Rivulet and no export of ChatGPT or Claude.',
  damaged: 'This file is damaged.',
  'too-large': 'This file holds more than can be imported at once.',
  altered: 'An attachment in this archive is damaged or was changed.',
  newer: 'This archive was written by a later version of Rivulet.',
  'broken-off': 'The browser broke this off. It may be short of memory.',
};

/** A file that was not imported. Nothing was changed. `message` is a sentence for the person. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;

  constructor(code: ArchiveErrorCode, options?: ErrorOptions) {
    super(SENTENCES[code], options);
    this.code = code;
  }
}
