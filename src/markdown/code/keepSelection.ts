/** A place in text: the node and how far into it. */
interface Boundary {
  readonly node: Node;
  readonly offset: number;
}

/**
 * Changes nodes inside an element without losing a selection that begins or ends there: it is put back where it was in the
 * text, which must stay the same.
 */
export function keepSelection(element: Element, change: () => void): void {
  const selection = document.getSelection();
  const { anchorNode, focusNode } = selection ?? {};
  const touched = [anchorNode, focusNode].some((node) => node && element.contains(node));
  if (selection === null || !anchorNode || !focusNode || !touched) {
    change();
    return;
  }
  const anchor = remember(element, { node: anchorNode, offset: selection.anchorOffset });
  const focus = remember(element, { node: focusNode, offset: selection.focusOffset });
  change();
  const from = anchor();
  const to = focus();
  const stayed = from.node === selection.anchorNode && to.node === selection.focusNode;
  if (stayed && from.offset === selection.anchorOffset && to.offset === selection.focusOffset) return;
  selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

/** Finds a place again after the nodes around it have changed. */
function remember(element: Element, boundary: Boundary): () => Boundary {
  if (!element.contains(boundary.node)) return () => boundary;
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(boundary.node, boundary.offset);
  const units = before.toString().length;
  return () => boundaryAt(element, units);
}

function boundaryAt(element: Element, units: number): Boundary {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = units;
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const { length } = node.textContent ?? '';
    if (left <= length) return { node, offset: left };
    left -= length;
  }
  return { node: element, offset: element.childNodes.length };
}
