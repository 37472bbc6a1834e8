/** A renderer that is measured. */
export interface Peer {
  /** How tables and charts call it. */
  readonly title: string;
  /** The file of `page/peers` that draws with it. */
  readonly source: string;
  /** True for those that Rivulet is compared with: GFM, coloured code and typeset math. */
  readonly isRival: boolean;
}

/** All that is measured, by the name that `--peers` takes. */
export const peers = {
  floor: { title: 'plain text (floor)', source: 'floor.ts', isRival: false },
  rivulet: { title: 'Rivulet', source: 'rivulet.tsx', isRival: false },
  streamdown: { title: 'streamdown', source: 'streamdown.tsx', isRival: true },
  reactMarkdown: { title: 'react-markdown, memo per block', source: 'reactMarkdown.tsx', isRival: true },
  incremark: { title: 'incremark', source: 'incremark.tsx', isRival: true },
  assistantUi: { title: 'assistant-ui + streamdown', source: 'assistantUi.tsx', isRival: true },
} as const satisfies Record<string, Peer>;

export type PeerName = keyof typeof peers;
export const peerNames = Object.keys(peers) as PeerName[]; // The keys of a constant.

/** A page that is built: that of a renderer, or all of Rivulet. */
export type PageName = PeerName | 'rivuletApp';

/** The file of `page/peers` that draws a page. */
export function sourceOf(page: PageName): string {
  return page === 'rivuletApp' ? 'rivuletApp.tsx' : peers[page].source;
}
