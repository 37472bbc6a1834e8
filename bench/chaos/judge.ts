import type { ReplyState } from '../../src/conversation/reply.ts';
import type { Finding } from './Ledger.ts';

/** A text that somebody saw, from when to when. */
export interface Sighting {
  /** Who saw it, in words. */
  readonly where: string;
  readonly messageId: string;
  readonly text: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** An answer as it stands somewhere when everything is over. */
export interface Ending {
  readonly where: string;
  readonly messageId: string;
  readonly text: string;
  readonly status: ReplyState['status'];
}

/** A time in which a machine sleeps, and nothing on it can be written. */
export interface Sleep {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What allows a reply to end without the model's last word. */
export type Excuse = 'stop' | 'kill-server' | 'unreachable' | 'model-broken';

/** All that is known of a run when it is over. */
export interface Evidence {
  /** What the model had to say. */
  readonly whole: string;
  readonly sightings: readonly Sighting[];
  readonly endings: readonly Ending[];
  /** When the machine of the browser slept. */
  readonly sleeps: readonly Sleep[];
  /** How often the model was called. */
  readonly calls: number;
  /** What happened that allows an end other than `done`. */
  readonly excuses: ReadonlySet<Excuse>;
}

/** How long a text must be in sight to be promised, in milliseconds. */
const SEEN_MS = 250;

/** What a run shows of the promises. At least one ending is needed. */
export function judge(evidence: Evidence): readonly Finding[] {
  return [
    { promise: 'nothing-lost', broken: lost(evidence) },
    { promise: 'in-order', broken: disordered(evidence) },
    { promise: 'one-call', broken: miscalled(evidence) },
    { promise: 'nothing-open', broken: open(evidence) },
    { promise: 'honest-end', broken: dishonest(evidence) },
    { promise: 'same-everywhere', broken: different(evidence) },
  ];
}

function lost({ sightings, endings, sleeps }: Evidence): string {
  for (const sighting of sightings) {
    const { messageId, text, where } = sighting;
    const ms = Math.round(awakeMs(sighting, sleeps));
    if (ms < SEEN_MS) continue;
    const short = endings.find((ending) => ending.messageId === messageId && !ending.text.startsWith(text));
    if (short) {
      return `${where} showed ${text.length} characters for ${ms} ms, ${short.where} has ${short.text.length} (${short.status})`;
    }
    if (text !== '' && !endings.some((ending) => ending.messageId === messageId)) return `${messageId} is gone`;
  }
  return '';
}

/** How long a text was in sight of a machine that was awake, in milliseconds. */
function awakeMs({ fromMs, toMs }: Sighting, sleeps: readonly Sleep[]): number {
  const asleepMs = sleeps.map((sleep) => Math.max(0, Math.min(toMs, sleep.toMs) - Math.max(fromMs, sleep.fromMs)));
  return asleepMs.reduce((ms, asleep) => ms - asleep, toMs - fromMs);
}

function disordered({ whole, sightings, endings }: Evidence): string {
  const wrong = [...sightings, ...endings].find(({ text }) => !whole.startsWith(text));
  if (!wrong) return '';
  let same = 0;
  while (whole[same] === wrong.text[same]) same += 1;
  return `${wrong.where} differs at ${same}: ${JSON.stringify(wrong.text.slice(Math.max(0, same - 20), same + 30))}`;
}

function miscalled({ calls, endings, excuses }: Evidence): string {
  const answers = new Set(endings.map(({ messageId }) => messageId));
  if (answers.size !== 1) return `${answers.size} answers to one question`;
  if (calls > 1) return `${calls} calls`;
  // Before the first call a stop, the end of the server or a line that is never there may come.
  return calls === 0 && excuses.size === 0 ? 'no call' : '';
}

function open({ endings }: Evidence): string {
  const left = endings.find(({ status }) => status === 'queued' || status === 'streaming');
  return left ? `${left.status} in ${left.where}` : '';
}

function dishonest({ whole, endings, excuses }: Evidence): string {
  const wrong = endings.find(({ status, text }) => {
    if (status === 'done') return text !== whole;
    return EXCUSES[status]?.every((excuse) => !excuses.has(excuse)) ?? false;
  });
  return wrong ? `${wrong.status} in ${wrong.where} with ${wrong.text.length} of ${whole.length} characters` : '';
}

/** What must have happened for a reply to end so. */
const EXCUSES: Readonly<Partial<Record<Ending['status'], readonly Excuse[]>>> = {
  stopped: ['stop'],
  interrupted: ['kill-server', 'model-broken'],
  failed: ['unreachable', 'model-broken'],
};

function different({ endings }: Evidence): string {
  const [first, ...others] = endings;
  const other = others.find(({ text, status }) => text !== first?.text || status !== first.status);
  if (!first || !other) return '';
  return [first, other].map(({ where, status, text }) => `${where}: ${status}, ${text.length} characters`).join('; ');
}
