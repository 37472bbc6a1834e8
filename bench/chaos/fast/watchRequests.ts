import { isRecord } from '../../../protocol/parts.ts';
import { parseJson } from '../../../protocol/sse.ts';
import type { Finding } from '../Ledger.ts';
import type { Disk } from './createDisk.ts';
import type { Call } from './createFastModel.ts';
import { isQuestion, type NetworkOptions } from './createNetwork.ts';
import type { World } from './createWorld.ts';

/** How soon after a stop was noted the connection of the model must be closed, in milliseconds. */
const STOP_MS = 100;

/** What is held to a promise while requests go by. */
export interface RequestWatch extends Pick<NetworkOptions, 'onRequest' | 'onAnswer'> {
  readonly findings: readonly Finding[];
}

/** What a watch looks at. */
export interface RequestWatchOptions {
  readonly world: World;
  readonly disk: Disk;
  readonly calls: readonly Call[];
  readonly note: (line: string) => void;
}

/** Looks at every request of the pages where it leaves, and at every answer where it is given. */
export function watchRequests({ world, disk, calls, note }: RequestWatchOptions): RequestWatch {
  const findings: Finding[] = [];
  /** The reply that was asked for last, and that a call belongs to. */
  let asked: unknown;
  const isStored = async (replyId: unknown): Promise<boolean> => {
    for (const { id } of await disk.repository.loadConversations()) {
      for (const message of await disk.repository.loadMessages(id)) {
        if (message.role === 'assistant' && message.runs.some(({ reply }) => reply.replyId === replyId)) return true;
      }
    }
    return false;
  };
  const look = async (request: Request): Promise<void> => {
    const body = parseJson(await request.text());
    const replyId = isRecord(body) ? body['replyId'] : undefined;
    asked = replyId;
    const broken = (await isStored(replyId)) ? '' : `${String(replyId)} was asked for and is not on the disk`;
    findings.push({ promise: 'stored-first', broken });
  };
  return {
    findings,
    onRequest(request) {
      note(`${request.method} ${request.url.replace('http://rivulet.test', '')}`);
      if (isQuestion(request)) void world.hold(look(request.clone()));
    },
    onAnswer(request, response) {
      note(`    ${response.status} ${request.method} ${request.url.replace('http://rivulet.test', '')}`);
      const isStop = request.method === 'POST' && request.url.endsWith(`/${String(asked)}/stop`);
      if (!isStop || !response.ok) return;
      world.after(STOP_MS, () => {
        const open = calls.filter(({ isOver, openedAtMs }) => !isOver && openedAtMs <= world.nowMs() - STOP_MS);
        findings.push({ promise: 'stop-closes', broken: open.length > 0 ? 'the model speaks on' : '' });
      });
    },
  };
}
