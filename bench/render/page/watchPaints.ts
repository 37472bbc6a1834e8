import { afterFrame } from './frames.ts';

/** Watches when each of the numbered words `w1 w2 w3 …` is painted. */
export interface PaintWatch {
  /** Says that the next word has come. */
  arrived(): void;
  /** How many frames each word took: 1 is the very next one. */
  stop(): readonly number[];
}

/** Begins to watch. */
export function watchPaints(): PaintWatch {
  /** The frame after which each word came, in the order of the words. */
  const arrivals: number[] = [];
  const taken: number[] = [];
  let frame = 0;
  let handle = requestAnimationFrame(function look() {
    frame += 1;
    const current = frame;
    // A message is taken when the frame has been painted, and before the next one begins.
    afterFrame(() => {
      const painted = Math.min(lastNumber(document.body), arrivals.length);
      while (taken.length < painted) taken.push(current - (arrivals[taken.length] ?? 0));
    });
    handle = requestAnimationFrame(look);
  });
  return {
    arrived: () => void arrivals.push(frame),
    stop() {
      cancelAnimationFrame(handle);
      return taken;
    },
  };
}

/** The number of the last of the words `w1 w2 w3 …` that is in the DOM. */
function lastNumber(root: Node): number {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let node: Node | null = root;
  while (node?.lastChild) node = node.lastChild;
  if (node === null) return 0;
  walker.currentNode = node;
  let tail = '';
  for (let current: Node | null = node; current !== null && tail.length < 200; current = walker.previousNode()) {
    if (current instanceof Text) tail = current.data + tail;
  }
  return Number([...tail.matchAll(/w(\d+)/g)].at(-1)?.[1] ?? 0);
}
