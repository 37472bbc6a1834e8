import { answerArchiving } from './answerArchiving.ts';
import type { ArchiveRequest } from './archiveMessages.ts';

addEventListener('message', ({ data }: MessageEvent<ArchiveRequest>) => {
  void answerArchiving(data, (answer) => postMessage(answer));
});
