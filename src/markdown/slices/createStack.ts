/** Things that wait, of which the last one is taken first. */
export interface Stack<Item> {
  /** @returns a function that takes it away. */
  push(item: Item): () => void;
  last(): Item | undefined;
}

/** A stack from which anything can be taken away in constant time. */
export function createStack<Item>(): Stack<Item> {
  /** What no longer waits stays here until it is on top. */
  const entries: { readonly item: Item; waits: boolean }[] = [];
  return {
    push(item) {
      const entry = { item, waits: true };
      entries.push(entry);
      return () => {
        entry.waits = false;
      };
    },
    last() {
      while (entries.at(-1)?.waits === false) entries.pop();
      return entries.at(-1)?.item;
    },
  };
}
