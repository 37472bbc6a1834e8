import type { ReactNode } from 'react';
import { say } from '../words/say.ts';
import { drawEach } from './drawEach.ts';
import { FootnoteMarkView } from './FootnoteMarkView.tsx';
import { inlineText } from './inlineNodes.ts';
import { linkTarget } from './linkTarget.ts';
import type { ImageNode, InlineNode, LinkNode } from './markdownTree.ts';
import { Formula } from './math/Formula.tsx';
import { RemoteImage } from './RemoteImage.tsx';
import { shownHost } from './shownHost.ts';
import { visibleText } from './visibleText.tsx';

/**
 * Where text stands: `open` in a block that still grows, where no address may be used yet; `tail` at its very end, where more of
 * the same may come; `link` inside a link, where nothing else can be pressed.
 */
export type InlinePlace = 'open' | 'tail' | 'closed' | 'link';

/** The elements of one block's text. */
export function inlineElements(nodes: readonly InlineNode[], place: InlinePlace): ReactNode[] {
  return drawEach(nodes, (node, at) => inlineElement(node, place === 'tail' && at < nodes.length - 1 ? 'open' : place));
}

function inlineElement(node: InlineNode, place: InlinePlace): ReactNode {
  switch (node.kind) {
    case 'text':
      return visibleText(node.text, 'prose');
    case 'strong':
      return <strong>{inlineElements(node.children, place)}</strong>;
    case 'emphasis':
      return <em>{inlineElements(node.children, place)}</em>;
    case 'strike':
      return <del>{inlineElements(node.children, place)}</del>;
    case 'code':
      return (
        <code dir="ltr" translate="no">
          {visibleText(node.text, 'code')}
        </code>
      );
    case 'math':
      return <Formula source={node.source} open={place === 'tail'} />;
    case 'break':
      return <br />;
    case 'footnote-mark':
      return <FootnoteMarkView node={node} />;
    case 'image':
      return imageElement(node, place);
    case 'link':
      return linkElement(node, place);
  }
}

function linkElement(node: LinkNode, place: InlinePlace): ReactNode {
  const target = linkTarget(node.address);
  // While the block is open a link only looks like one: without an address it is no link, and it stays the same element when it
  // becomes one. At the very end the address may be half there.
  if (place === 'tail' || (place === 'open' && target !== undefined)) {
    // oxlint-disable-next-line jsx-a11y/anchor-is-valid -- It is no link yet, and says so by having no address.
    return <a className="md-link">{inlineElements(node.children, place)}</a>;
  }
  if (place !== 'closed' || target === undefined) return <span>{inlineElements(node.children, place)}</span>;
  const host = shownHost(target, inlineText(node.children));
  return (
    <a className="md-link" href={target.href} target="_blank" rel="noopener noreferrer nofollow">
      {inlineElements(node.children, 'link')}
      {host === undefined ? null : (
        <>
          {' '}
          <bdi className="md-host" dir="ltr">
            ({host})
          </bdi>
        </>
      )}
    </a>
  );
}

function imageElement(node: ImageNode, place: InlinePlace): ReactNode {
  const target = linkTarget(node.address);
  const words = visibleText(node.alt === '' ? say('Image') : node.alt, 'prose');
  if (place !== 'closed' || target === undefined || target.protocol === 'mailto:') return <span>{words}</span>;
  return <RemoteImage target={target} alt={node.alt} />;
}
