import type { Example } from './Example.ts';
import { htmlOf } from './htmlOf.ts';
import { intendedDifferences } from './intendedDifferences.ts';
import { normalHtml } from './normalHtml.ts';
import { WholeMarkdownIt } from './WholeMarkdownIt.ts';

export interface Verdict {
  readonly example: Example;
  /** Whether our HTML is that of the specification. */
  readonly passes: boolean;
  /** Whether that of markdown-it is, with raw HTML let through. */
  readonly peerPasses: boolean;
  /** What ours is. */
  readonly html: string;
  /** Why ours differs on purpose. */
  readonly reason?: string;
}

const peer = new WholeMarkdownIt({ html: true });
const peerWithoutHtml = new WholeMarkdownIt({ html: false });

/** Compares what we make of an example with what its specification says, and with markdown-it. */
export function judge(example: Example): Verdict {
  const html = normalHtml(htmlOf(example.markdown));
  const expected = normalHtml(example.html);
  const passes = html === expected;
  const peerPasses = normalHtml(peer.render(example.markdown)) === expected;
  const reason = passes ? undefined : reasonFor(example, html);
  return { example, passes, peerPasses, html, ...(reason === undefined ? {} : { reason }) };
}

function reasonFor({ id, markdown }: Example, html: string): string | undefined {
  const withoutHtml = normalHtml(peerWithoutHtml.render(markdown));
  const holdsHtml = withoutHtml !== normalHtml(peer.render(markdown));
  return intendedDifferences.get(id) ?? (holdsHtml && html === withoutHtml ? 'raw HTML is text (M1)' : undefined);
}
