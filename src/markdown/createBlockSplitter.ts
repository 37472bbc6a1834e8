import { splitBlocks } from './splitBlocks.ts';
import type { ReplyDocument } from './splitBlocks.ts';

/** Splits the growing text of one reply, going on from where the last call ended. The result depends on the arguments alone. */
export function createBlockSplitter(): (text: string, open: boolean) => ReplyDocument {
  let last: ReplyDocument | undefined;
  return (text, open) => {
    last = splitBlocks(text, open, last);
    return last;
  };
}
