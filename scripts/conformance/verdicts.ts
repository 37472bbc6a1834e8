import { examples } from './examples.ts';
import { judge } from './judge.ts';

/** One an example. */
export const verdicts = examples.map(judge);
