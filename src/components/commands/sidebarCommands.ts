import { focusComposer } from '../../hooks/focusComposer.ts';
import { WIDE } from '../Page.tsx';
import type { CommandContext } from './Command.ts';

/** Shows or hides the list of chats, or its drawer where it is one. */
export function toggleList({ panels }: CommandContext): void {
  // What is hidden cannot keep the focus.
  if (document.activeElement?.closest('aside')) focusComposer();
  if (isWide()) panels.setListShown(!panels.listShown);
  else panels.setDrawerOpen(!panels.drawerOpen);
}

/** Opens the search of all chats, with a query if there is one; else what was typed into it stays. */
export function searchAll({ panels }: CommandContext, query?: string): void {
  panels.setListShown(true);
  if (!isWide()) panels.setDrawerOpen(true);
  panels.setSearching(query === undefined ? (panels.searching ?? { query: '' }) : { query });
  // One that is open already does not take the focus by itself.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('aside [role=search] input')?.focus());
}

function isWide(): boolean {
  return matchMedia(WIDE).matches;
}
