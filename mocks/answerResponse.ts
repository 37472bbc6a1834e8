import type { Answer } from './Answer.ts';
import { play, type Player, type PlayOptions } from './play.ts';

/** A response and, when it has a body, who plays it. */
export interface PlayedResponse {
  readonly response: Promise<Response>;
  readonly player?: Player;
}

/** An answer as a web `Response`. The one of a server that stays silent never resolves. */
export function answerResponse(answer: Answer, options: PlayOptions): PlayedResponse {
  switch (answer.type) {
    case 'refused':
      return { response: Promise.resolve(Response.error()) };
    case 'silent':
      return { response: new Promise(() => undefined) };
    case 'response': {
      const { status, headers } = answer;
      if (status === 204) return { response: Promise.resolve(new Response(null, { status, headers })) };
      const player = play(answer.frames, options);
      // Without chunked framing Node takes a broken connection for a good end: the mocked bytes would end with the socket.
      const init = { status, headers: { ...headers, 'transfer-encoding': 'chunked' } };
      return { player, response: Promise.resolve(new Response(player.stream, init)) };
    }
  }
}
