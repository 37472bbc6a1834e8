import { parseArgs } from 'node:util';
import { projectDirectory } from '../../scripts/projectDirectory.ts';
import { peerNames, type PeerName } from './peers.ts';

/** What is measured; `--only` takes a list of them. */
export const parts = ['growth', 'blocks', 'replies', 'latency', 'size', 'conversation', 'throttled'] as const;
export type Part = (typeof parts)[number];

/** The options of `npm run bench:render`. */
export interface Options {
  readonly parts: readonly Part[];
  readonly peers: readonly PeerName[];
  /** How often what is quick is measured; medians are reported. */
  readonly runs: number;
  /** Also the replies that take minutes each. */
  readonly long: boolean;
  /** Prints for each growth what its time went into. */
  readonly profile: boolean;
  /** The checkout of Rivulet that is measured. */
  readonly checkout: string;
  readonly seed: number;
}

/** @throws {Error} when a name or a number is none of those that there are. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: parts.join() },
      peers: { type: 'string', default: peerNames.join() },
      runs: { type: 'string', default: '5' },
      quick: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      checkout: { type: 'string', default: process.env['RIVULET_CHECKOUT'] ?? projectDirectory },
      seed: { type: 'string', default: '1' },
    },
  });
  const { long, profile, checkout } = values;
  return {
    parts: chosen(parts, values.only),
    peers: chosen(peerNames, values.peers),
    runs: values.quick ? 1 : wholeNumber('--runs', values.runs),
    long,
    profile,
    checkout,
    seed: wholeNumber('--seed', values.seed),
  };
}

function chosen<Name extends string>(all: readonly Name[], list: string): Name[] {
  const names = list.split(',');
  const unknown = names.filter((name) => !all.some((known) => known === name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(' or ')}. There are: ${all.join(', ')}.`);
  return all.filter((name) => names.includes(name));
}

function wholeNumber(option: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`${option} takes a whole number, not ${value}.`);
  return Number(value);
}

/** How often a part is measured: whole replies and long chats take minutes each, sizes never change. */
export function runsOf(part: Part, { runs }: Options): number {
  switch (part) {
    case 'growth':
    case 'blocks':
    case 'latency':
      return runs;
    case 'replies':
    case 'throttled':
      return Math.ceil(runs / 2);
    case 'conversation':
      return Math.ceil(runs / 5);
    case 'size':
      return 1;
  }
}
