import { answerArchiving } from './answerArchiving.ts';
import type { ArchiveOrder, ArchiveReport } from './archiveMessages.ts';
import type { WholeChats } from './ChatRows.ts';
import { joinPieces } from './pieces.ts';

const taken: WholeChats[] = [];

addEventListener('message', ({ data }: MessageEvent<ArchiveOrder>) => {
  if (data.kind === 'read') return answer(data);
  taken.push(data.rows);
  if (data.isLast) answer({ kind: 'write', rows: joinPieces(taken) });
  else report({ kind: 'taken' });
});

function answer(request: Parameters<typeof answerArchiving>[0]): void {
  void answerArchiving(request, report);
}

function report(message: ArchiveReport): void {
  postMessage(message);
}
