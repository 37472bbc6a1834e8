import { cloneElement, isValidElement } from 'react';
import type { ReactNode } from 'react';

/**
 * Draws each item and keys it by its position. In a reply the position is the identity: items are only added behind the last
 * one, so what stands at a place keeps its DOM node while the text grows.
 */
export function drawEach<Item>(items: readonly Item[], draw: (item: Item, at: number) => ReactNode): ReactNode[] {
  return items.map((item, at) => {
    const node = draw(item, at);
    return isValidElement(node) ? cloneElement(node, { key: at }) : node;
  });
}
