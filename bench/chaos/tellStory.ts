import { createChance, type Chance } from './createChance.ts';
import { MOMENTS, type Incident, type Moment, type Story } from './Story.ts';

/** How fast a run goes: how long the shortest and the longest reply take, in milliseconds, and how many words they have at least and at most. */
export interface Tempo {
  readonly replyMs: readonly [least: number, most: number];
  readonly words: readonly [least: number, most: number];
}

/** How often each thing happens in a run, and from which share of the reply on: what ends it leaves the others a beginning. */
const MOMENT: Readonly<Record<Moment, { readonly probability: number; readonly from: number }>> = {
  reload: { probability: 0.2, from: 0 },
  'close-tab': { probability: 0.17, from: 0 },
  'kill-tab': { probability: 0.22, from: 0 },
  'kill-browser': { probability: 0.17, from: 0 },
  'kill-server': { probability: 0.25, from: 0.2 },
  'kill-all': { probability: 0.15, from: 0.2 },
  hide: { probability: 0.2, from: 0 },
  offline: { probability: 0.2, from: 0 },
  sleep: { probability: 0.2, from: 0 },
  'ask-again': { probability: 0.2, from: 0 },
  'second-tab': { probability: 0.25, from: 0 },
  stop: { probability: 0.2, from: 0.2 },
  'stop-elsewhere': { probability: 0.35, from: 0.2 },
};

/** What may happen to an answer that is gone on with. */
const WHILE_MENDED: readonly Moment[] = [
  'reload',
  'kill-tab',
  'kill-browser',
  'kill-server',
  'offline',
  'ask-again',
  'stop',
];

/** In how many of 1 runs the model's own connection breaks. */
const MODEL_BREAKS = 0.25;

/** Until which share of the reply something may happen: a little of it also after its end. */
const LAST_SHARE = 1.1;

/** How long after the last fault everything is up again, in milliseconds. */
const HEALING_MS = 500;

/** What happens in the run of a seed. */
export function tellStory(seed: number, { replyMs, words }: Tempo): Story {
  const chance = createChance(seed);
  const count = chance.between(...words);
  const lengthMs = chance.between(...replyMs);
  const gapMs = lengthMs / count;
  const sending = chance.happens(0.5) ? 'once' : chance.pick(['double-click', 'held-enter', 'two-tabs'] as const);
  const incidents = MOMENTS.flatMap((what) => times(what, chance)).map((what) => incidentOf(what, lengthMs, chance));
  const how = chance.pick(['cut', 'end', 'stall'] as const);
  const isRough = chance.happens(0.7);
  return {
    seed,
    telling: {
      words: Array.from({ length: count }, (_, index) => wordOf(index + 1)),
      firstMs: chance.between(0, Math.floor(lengthMs / 5)),
      gapMs,
      ...(chance.happens(MODEL_BREAKS) ? { breaks: { how, afterWords: chance.between(0, count - 1) } } : {}),
    },
    sending,
    incidentsFrom: chance.happens(0.2) ? 'question' : 'first-word',
    incidents: incidents.toSorted((a, b) => a.atMs - b.atMs),
    wire: isRough
      ? { cut: 0.25, end: 0.25, stall: 0.2, split: 0.3, delay: 0.2 }
      : { cut: 0, end: 0, stall: 0, split: chance.next(), delay: chance.next() / 4 },
    troublesOfMending: Array.from({ length: chance.between(0, 2) }, () =>
      incidentOf(chance.pick(WHILE_MENDED), lengthMs, chance),
    ),
    healsAtMs: Math.max(lengthMs, ...incidents.map(({ atMs, forMs }) => atMs + forMs)) + HEALING_MS,
  };
}

function times(what: Moment, chance: Chance): readonly Moment[] {
  const happened: Moment[] = [];
  while (happened.length < 3 && chance.happens(MOMENT[what].probability)) happened.push(what);
  return happened;
}

function incidentOf(what: Moment, lengthMs: number, chance: Chance): Incident {
  return {
    what,
    atMs: chance.between(Math.floor(lengthMs * MOMENT[what].from), Math.floor(lengthMs * LAST_SHARE)),
    forMs: chance.between(20, Math.floor(lengthMs / 2)),
  };
}

const SYLLABLES = ['ra', 'lo', 'mi', 'ten', 'sa', 'vu', 'kor', 'ne', 'pal', 'dis'];

/** A word that no other number has: what is said twice, or in another order, shows. */
function wordOf(number: number): string {
  const syllables = String(number).replaceAll(/\d/g, (digit) => SYLLABLES[Number(digit)] ?? '');
  return `${syllables}${number} `;
}
