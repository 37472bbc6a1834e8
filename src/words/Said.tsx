import { createElement, Fragment, type ReactNode } from 'react';
import { say, type Words } from './say.ts';

/** Marks where a node goes; no text holds it. */
const PLACE = '\u0000';

/** A text of the catalogue with elements in the places of its names, in the order that the language has them in. */
export function Said({ words, nodes }: { words: Words; nodes: Readonly<Record<string, ReactNode>> }): ReactNode {
  const places = Object.fromEntries(Object.keys(nodes).map((name) => [name, `${PLACE}${name}${PLACE}`]));
  const pieces = say(words, places).split(PLACE);
  return createElement(Fragment, null, ...pieces.map((piece, at) => (at % 2 === 0 ? piece : nodes[piece])));
}
