import { expect, test } from 'vitest';
import { answerArchiving } from '../../src/archive/answerArchiving.ts';
import type { ArchiveAnswer } from '../../src/archive/archiveMessages.ts';

/** A file that cannot be read. */
class LostFile extends Blob {
  readonly #error: Error;

  constructor(error: Error) {
    super(['x']);
    this.#error = error;
  }

  override slice(): Blob {
    throw this.#error;
  }
}

test.each([new DOMException('', 'NotReadableError'), new RangeError('Array buffer allocation failed')])(
  '[I4] a reading that %o ends is not said to be one of a damaged file',
  async (error) => {
    const answers: ArchiveAnswer[] = [];
    await answerArchiving({ kind: 'read', file: new LostFile(error) }, (answer) => answers.push(answer));
    expect(answers).toEqual([{ kind: 'failed', code: 'broken-off' }]);
  },
);
