import { createChance, type Chance } from './createChance.ts';
import { MOMENTS, type Incident, type Moment, type Story } from './Story.ts';

/** How fast a run goes: how long the shortest and the longest reply take, in milliseconds, and how many words they have at least and at most. */
export interface Tempo {
  readonly replyMs: readonly [least: number, most: number];
  readonly words: readonly [least: number, most: number];
}

/** How often each thing happens in a run. */
const PROBABILITY: Readonly<Record<Moment, number>> = {
  reload: 0.3,
  'close-tab': 0.2,
  'kill-browser': 0.2,
  'kill-server': 0.25,
  hide: 0.25,
  offline: 0.2,
  'second-tab': 0.4,
  stop: 0.2,
  'stop-elsewhere': 0.35,
};

/** How long after the last fault everything is up again, in milliseconds. */
const HEALING_MS = 500;

/** What happens in the run of a seed. */
export function tellStory(seed: number, { replyMs, words }: Tempo): Story {
  const chance = createChance(seed);
  const count = chance.between(...words);
  const lengthMs = chance.between(...replyMs);
  const gapMs = lengthMs / count;
  const sending = chance.happens(0.6) ? 'once' : chance.pick(['double-click', 'two-tabs'] as const);
  const incidents = MOMENTS.flatMap((what) => times(what, chance)).map((what) => incidentOf(what, lengthMs, chance));
  const isRough = chance.happens(0.7);
  return {
    seed,
    telling: {
      words: Array.from({ length: count }, (_, index) => wordOf(index + 1)),
      firstMs: chance.between(0, Math.floor(lengthMs / 3)),
      gapMs,
    },
    sending,
    incidents: incidents.toSorted((a, b) => a.atMs - b.atMs),
    wire: isRough
      ? { cut: 0.25, stall: 0.1, split: 0.3, delay: 0.2 }
      : { cut: 0, stall: 0, split: chance.next(), delay: chance.next() / 4 },
    healsAtMs: Math.max(lengthMs, ...incidents.map(({ atMs, forMs }) => atMs + forMs)) + HEALING_MS,
  };
}

function times(what: Moment, chance: Chance): readonly Moment[] {
  const happened: Moment[] = [];
  while (happened.length < 3 && chance.happens(PROBABILITY[what])) happened.push(what);
  return happened;
}

function incidentOf(what: Moment, lengthMs: number, chance: Chance): Incident {
  return {
    what,
    atMs: chance.between(0, Math.floor(lengthMs * 1.3)),
    forMs: chance.between(20, Math.floor(lengthMs / 2)),
  };
}

const SYLLABLES = ['ra', 'lo', 'mi', 'ten', 'sa', 'vu', 'kor', 'ne', 'pal', 'dis'];

/** A word that no other number has: what is said twice, or in another order, shows. */
function wordOf(number: number): string {
  const syllables = String(number).replaceAll(/\d/g, (digit) => SYLLABLES[Number(digit)] ?? '');
  return `${syllables}${number} `;
}
