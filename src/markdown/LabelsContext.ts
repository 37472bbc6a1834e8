import { createContext } from 'react';
import { NO_LABELS, type Labels } from './Labels.ts';

/** The labels of one reply, which text that waits for one can watch. */
export interface LabelStore {
  readonly current: Labels;
  set(labels: Labels): void;
  /** Calls back whenever there are others. @returns a function that ends it. */
  subscribe(listener: () => void): () => void;
}

/** A store with these labels. */
export function createLabelStore(labels: Labels): LabelStore {
  let current = labels;
  const listeners = new Set<() => void>();
  return {
    get current() {
      return current;
    },
    set(next) {
      if (next === current) return;
      current = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** A context, not props: a late definition draws only the text again that looked for its label. */
export const LabelsContext = createContext<LabelStore>(createLabelStore(NO_LABELS));
