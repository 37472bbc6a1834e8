import { memo } from 'react';
import type { ReactElement } from 'react';
import { Blocks } from './Blocks.tsx';
import type { BlockViewProps } from './BlockView.tsx';
import { groupsOf, isSameGroup, type GroupProps } from './groups.ts';
import { Caret } from './InlineText.tsx';
import type { ListItem, ListNode } from './markdownTree.ts';
import { textDirection } from './textDirection.ts';

/** A list. Whether it is loose is said by an attribute alone, since it is known late and must not draw its items again. */
export function ListBlock({ node, growing, headingOffset }: BlockViewProps<ListNode>): ReactElement {
  const { items, start, loose } = node;
  const groups = groupsOf(items);
  const drawn = groups.map((group, at) => (
    <ListItems key={at} items={group} growing={growing && at === groups.length - 1} headingOffset={headingOffset} />
  ));
  const props = { dir: textDirection(node), 'data-loose': loose };
  if (start === undefined) return <ul {...props}>{drawn}</ul>;
  return (
    <ol {...props} start={start}>
      {drawn}
    </ol>
  );
}

interface ListItemsProps extends GroupProps<ListItem> {
  readonly headingOffset: number;
}

const ListItems = memo(function ListItems({ items, growing, headingOffset }: ListItemsProps): ReactElement {
  return (
    <>
      {items.map((item, at) => (
        <ListItemView key={at} item={item} growing={growing && at === items.length - 1} headingOffset={headingOffset} />
      ))}
    </>
  );
}, isSameGroup);

const ListItemView = memo(function ListItemView(props: { item: ListItem; growing: boolean; headingOffset: number }) {
  const { item, growing, headingOffset } = props;
  const isEmpty = item.children.length === 0;
  const content = (
    <>
      <Blocks blocks={item.children} growing={growing && !isEmpty} headingOffset={headingOffset} />
      {growing && isEmpty ? <Caret /> : null}
    </>
  );
  if (item.task === undefined) return <li>{content}</li>;
  const isDone = item.task === 'done';
  return (
    <li className="md-task">
      <input type="checkbox" disabled checked={isDone} aria-label={isDone ? 'Done' : 'To do'} />
      {content}
    </li>
  );
});
