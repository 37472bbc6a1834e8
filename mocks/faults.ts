import { replyError, type ReplyErrorCode } from '../protocol/errors.ts';
import { send, type Answer, type Frame } from './Answer.ts';
import {
  breakOffHalfway,
  cutBytes,
  cutMultiByte,
  dropHalfEvent,
  endlessLine,
  mapText,
  omitMiddle,
  repeatMiddle,
  stallHalfway,
  withNoise,
} from './frameFaults.ts';
import { fail, isContent, isEnd, textOfScript, type Script } from './script.ts';
import type { WireFormat } from './WireFormat.ts';

/** How a reply must stand when all is over. */
export interface Ending {
  /** `reconnecting`: it is still streaming, its link is down, and the reader goes on trying until somebody presses Stop. */
  readonly status: 'done' | 'failed' | 'reconnecting';
  /** The code of the error when it failed. */
  readonly code?: ReplyErrorCode;
  /** How much of the script's content stays on the screen: all of it, the pieces before the fault (`keptText` gives them), or nothing. */
  readonly kept: 'whole' | 'half' | 'none';
}

/** Something that goes wrong with one answer, and what the reader of the reply must see in the end. */
export interface Fault {
  /** What happens, in words. */
  readonly summary: string;
  /** `reply` when the fault is one of numbered events, which only our own protocol has. */
  readonly only?: 'reply';
  /** Changes what is told. */
  readonly script?: (script: Script) => Script;
  /** Changes how it is sent. */
  readonly answer?: (answer: Extract<Answer, { type: 'response' }>, format: WireFormat, script: Script) => Answer;
  /**
   * How the reply must end in the browser when this fault strikes the answer to its POST and the server serves what follows to
   * whoever asks again (`GET …/events` after the last event that was applied).
   */
  readonly ending: Ending;
  /** How it must end when the server is gone after the fault: every further request fails to connect. */
  readonly endingWhenGone: Ending;
}

const WHOLE: Ending = { status: 'done', kept: 'whole' };
const OFFLINE: Ending = { status: 'failed', code: 'offline', kept: 'none' };
const waitingWith = (kept: Ending['kept']): Ending => ({ status: 'reconnecting', kept });

/** The reader needs nothing but this one answer. */
const harmless = { ending: WHOLE, endingWhenGone: WHOLE };
/** The link is lost on the way: the reader asks again for what follows, and keeps what it has. */
const lostHalfway = { ending: WHOLE, endingWhenGone: waitingWith('half') };
/** No link ever stood: the reader sends its question again, and soon gives up. */
const neverReached = { ending: WHOLE, endingWhenGone: OFFLINE };
/** The answer itself is the end. */
const fatal = (code: ReplyErrorCode, kept: Ending['kept'] = 'none'): Pick<Fault, 'ending' | 'endingWhenGone'> => {
  const ending: Ending = { status: 'failed', code, kept };
  return { ending, endingWhenGone: ending };
};

const HTML = '<!doctype html><html><title>Sign in</title><body><h1>Welcome to the network</h1></body></html>';

/**
 * Every fault that we can play. Adding one is one entry here.
 *
 * @see docs/spec.md K10 to K13
 */
export const FAULTS = {
  'drop mid-event': {
    summary: 'The connection breaks inside the event in the middle of the reply.',
    answer: frames(dropHalfEvent),
    ...lostHalfway,
  },
  stall: {
    summary: 'From the middle of the reply on nothing comes, and the connection stays open.',
    answer: frames(stallHalfway),
    ...lostHalfway,
  },
  'no final event': {
    summary: 'The connection ends in good order after the last delta, without a word on how the reply ended.',
    answer: frames((all) => all.filter((frame) => frame.type !== 'send' || frame.place !== 'ending')),
    ending: WHOLE,
    endingWhenGone: waitingWith('whole'),
  },
  'early end': {
    summary: 'The connection ends in good order in the middle of the reply.',
    answer: frames(breakOffHalfway),
    ...lostHalfway,
  },
  'error event': {
    summary: 'The model reports an error in the middle of the reply.',
    script: (script) => [...keptSteps(script), fail('provider', 'The model ran out of memory.')],
    ...fatal('provider', 'half'),
  },
  'cut multi-byte': {
    summary: 'Chunks end inside characters: after every byte of those that take several, and every seven bytes.',
    answer: frames((all) => cutBytes(all, cutMultiByte)),
    ...harmless,
  },
  'byte by byte': {
    summary: 'Every byte comes alone.',
    answer: frames((all) => cutBytes(all, () => true)),
    ...harmless,
  },
  crlf: {
    summary: 'Lines end with carriage return and line feed, and chunks end between the two.',
    answer: frames((all) =>
      cutBytes(
        mapText(all, (text) => text.replaceAll('\n', '\r\n')),
        (byte) => byte === 0x0d,
      ),
    ),
    ...harmless,
  },
  'byte order mark': {
    summary: 'The stream begins with a byte order mark.',
    answer: frames((all) => [send('\u{FEFF}', 'noise'), ...all]),
    ...harmless,
  },
  'comment flood': {
    summary: 'A hundred comments come before every event.',
    answer: frames((all) => withNoise(all, ': still here\n\n'.repeat(100))),
    ...harmless,
  },
  'unknown events': {
    summary: 'Events of a kind that nobody knows come between the others.',
    answer: frames((all) => withNoise(all, 'event: x-weather\ndata: {"sky":"clear"}\n\n')),
    only: 'reply',
    ...harmless,
  },
  'duplicate ids': {
    summary: 'The event in the middle comes three times.',
    answer: frames(repeatMiddle),
    only: 'reply',
    ...harmless,
  },
  'gap in ids': {
    summary: 'The event in the middle is missing; the ones after it come.',
    answer: frames(omitMiddle),
    only: 'reply',
    ...lostHalfway,
  },
  'endless line': {
    summary: 'Halfway a line of 4 MiB begins that never ends.',
    answer: frames(endlessLine),
    ...lostHalfway,
  },
  'empty body': {
    summary: 'The stream ends before anything came.',
    answer: frames(() => []),
    ending: WHOLE,
    endingWhenGone: waitingWith('none'),
  },
  refused: {
    summary: 'The connection breaks before any answer.',
    answer: () => ({ type: 'refused' }),
    ...neverReached,
  },
  silent: {
    summary: 'The connection stands, but no answer comes.',
    answer: () => ({ type: 'silent' }),
    ...neverReached,
  },
  'html with 200': {
    summary: 'A page of the network answers with 200, as in a hotel.',
    answer: () => whole(200, 'text/html; charset=utf-8', HTML),
    ...fatal('protocol'),
  },
  'wrong content type': {
    summary: 'The stream is called plain text.',
    answer: (answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } }),
    ...fatal('protocol'),
  },
  'json with 200': {
    summary: 'A whole answer in JSON comes instead of a stream.',
    answer: (_answer, format, script) => whole(200, 'application/json', format.wholeBody(script)),
    ...fatal('protocol'),
  },
  '204': {
    summary: 'The answer has no content.',
    answer: () => ({ type: 'response', status: 204, headers: {}, frames: [] }),
    ...neverReached,
  },
  '401': { summary: 'The key is refused.', answer: status(401, 'unauthorized'), ...fatal('unauthorized') },
  '429 with retry-after': {
    summary: 'Too many requests; the next may come in two seconds.',
    answer: status(429, 'rate-limited', 2_000),
    ...fatal('rate-limited'),
  },
  '500': { summary: 'The server fails.', answer: status(500, 'internal'), ...fatal('internal') },
  '503': {
    summary: 'The server cannot answer right now.',
    answer: status(503, 'unavailable'),
    ...fatal('unavailable'),
  },
} as const satisfies Record<string, Fault>;

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS;

/** All faults by name. */
export const faultNames = Object.keys(FAULTS) as readonly FaultName[]; // The keys of a literal are known; Object.keys types them as strings.

/** What is known of a fault. */
export function faultOf(name: FaultName): Fault {
  return FAULTS[name];
}

/** What a server answers to one who asks for a script: in good order, or with a fault. */
export function answerWith(format: WireFormat, script: Script, name?: FaultName): Answer {
  const fault: Fault | undefined = name && FAULTS[name];
  const told = fault?.script?.(script) ?? script;
  const answer = { type: 'response', status: 200, headers: format.headers, frames: format.frames(told) } as const;
  return fault?.answer?.(answer, format, told) ?? answer;
}

/** What comes before a fault in the middle: the first half of the content, rounded down, and the pauses up to there. */
export function keptSteps(script: Script): Script {
  const contentPlaces = script.flatMap((step, place) => (isContent(step) ? [place] : []));
  const middle = contentPlaces[Math.floor(contentPlaces.length / 2)];
  return middle === undefined ? script.filter((step) => !isEnd(step)) : script.slice(0, middle);
}

/** The text that must stand on the screen when a script has ended so. */
export function keptText(script: Script, kept: Ending['kept']): string {
  if (kept === 'none') return '';
  return textOfScript(kept === 'whole' ? script : keptSteps(script));
}

function frames(change: (frames: readonly Frame[]) => readonly Frame[]): NonNullable<Fault['answer']> {
  return (answer) => ({ ...answer, frames: change(answer.frames) });
}

function status(code: number, error: ReplyErrorCode, retryAfterMs?: number): NonNullable<Fault['answer']> {
  return (_answer, format) =>
    whole(code, 'application/json', format.errorBody(replyError(error, undefined, retryAfterMs)), retryAfterMs);
}

function whole(code: number, contentType: string, body: string, retryAfterMs?: number): Answer {
  const headers = {
    'content-type': contentType,
    ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
  };
  return { type: 'response', status: code, headers, frames: [send(body, 'body')] };
}
