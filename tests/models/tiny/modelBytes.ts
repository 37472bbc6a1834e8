import { readFileSync } from 'node:fs';

/** The bytes of the model file that is shipped. A fresh copy each time, so that a test may spoil it. */
export function modelBytes(): Uint8Array {
  return new Uint8Array(readFileSync(new URL('../../../models/tiny/weights/rivulet-tiny-q8_0.gguf', import.meta.url)));
}
