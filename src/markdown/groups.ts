/** How many things share one group. */
export const GROUP_SIZE = 24;

/**
 * Cuts a growing list of things into groups, so that adding one draws the last group again and not all of them.
 * @see isSameGroup
 */
export function groupsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / GROUP_SIZE) }, (_, group) =>
    items.slice(group * GROUP_SIZE, (group + 1) * GROUP_SIZE),
  );
}

/** The props of a component that draws a group. */
export interface GroupProps<Item> {
  readonly items: readonly Item[];
  /** True where the reply's text goes on in the last of them. */
  readonly growing: boolean;
}

/** For `memo`: whether a group holds the same objects and grows as little as before. What else is in its props must not change. */
export function isSameGroup(before: GroupProps<unknown>, after: GroupProps<unknown>): boolean {
  return (
    before.growing === after.growing &&
    before.items.length === after.items.length &&
    after.items.every((item, at) => item === before.items[at])
  );
}
