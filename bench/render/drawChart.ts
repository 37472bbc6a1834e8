import type { Figure } from './Figures.ts';
import { peerNames, peers, type PeerName } from './peers.ts';

const WIDTH = 760;
const HEIGHT = 380;
/** Where the lines are; names stand to their right. */
const PLOT = { left: 48, right: 540, top: 56, bottom: 332 } as const;
const LABEL_HEIGHT = 17;
/** The names that the growth of whole replies has among the figures. */
const METRIC = 'main thread, CPU ms per frame';

interface Line {
  readonly peer: PeerName;
  readonly points: readonly { readonly kb: number; readonly ms: number }[];
}

/**
 * The chart of the README: what a frame costs while a reply grows, over the length of the reply, both on scales of powers. It is one SVG
 * without scripts or fonts, and readable on light and on dark ground.
 */
export function drawChart(figures: readonly Figure[]): string {
  const lines = peerNames.map((peer) => lineOf(figures, peer)).filter(({ points }) => points.length > 1);
  const sizes = [...new Set(lines.flatMap(({ points }) => points.map(({ kb }) => kb)))].toSorted((a, b) => a - b);
  const ticks = ticksUpTo(Math.max(...lines.flatMap(({ points }) => points.map(({ ms }) => ms))));
  const x = scale([sizes[0] ?? 1, sizes.at(-1) ?? 1], [PLOT.left, PLOT.right]);
  const y = scale([ticks[0] ?? 1, ticks.at(-1) ?? 1], [PLOT.bottom, PLOT.top]);
  const heights = apart(lines.map(({ points }) => y(points.at(-1)?.ms ?? 1)));
  const body = [
    ...ticks.map((tick) => `<path class="grid" d="M${PLOT.left} ${round(y(tick))}H${PLOT.right}"/>`),
    ...ticks.map((tick) => `<text x="${PLOT.left - 8}" y="${round(y(tick) + 4)}" text-anchor="end">${tick}</text>`),
    ...sizes.map((kb) => `<text x="${round(x(kb))}" y="${PLOT.bottom + 20}" text-anchor="middle">${kb} kB</text>`),
    ...lines.map(({ peer, points }, at) => {
      const path = points.map(({ kb, ms }) => `${round(x(kb))} ${round(y(ms))}`).join('L');
      const label = `<text x="${PLOT.right + 12}" y="${round((heights[at] ?? 0) + 4)}">${peers[peer].title}</text>`;
      return `<g class="${peer}"><path d="M${path}"/>${label}</g>`;
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">
<title id="title">${TITLE}: ${lines.map(spoken).join('; ')}.</title>
<style>${STYLE}</style>
<text class="title" x="${PLOT.left - 28}" y="24">${TITLE}</text>
${body.join('\n')}
<text x="${(PLOT.left + PLOT.right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">length of the reply</text>
</svg>
`;
}

const TITLE = 'CPU of the main thread for each frame at 500 tokens/s, ms';

const STYLE = `text{font:13px system-ui,sans-serif;fill:#57606a}.title{font-weight:600;font-size:14px;fill:#1f2328}
path{fill:none;stroke:#8c959f;stroke-width:2;stroke-linejoin:round}.grid{stroke:#d0d7de;stroke-width:1}
.floor path{stroke-dasharray:4 4}.rivulet path{stroke:#0969da;stroke-width:3.5}.rivulet text{fill:#0969da;font-weight:600}
@media(prefers-color-scheme:dark){text{fill:#9198a1}.title{fill:#f0f6fc}path{stroke:#656c76}.grid{stroke:#3d444d}
.rivulet path{stroke:#4493f8}.rivulet text{fill:#4493f8}}`;

function lineOf(figures: readonly Figure[], peer: PeerName): Line {
  const own = figures.filter((figure) => figure.part === 'growth' && figure.peer === peer && figure.metric === METRIC);
  return { peer, points: own.map(({ cell, median }) => ({ kb: Number.parseFloat(cell), ms: median })) };
}

function spoken({ peer, points }: Line): string {
  const [first, last] = [points[0], points.at(-1)];
  return `${peers[peer].title} from ${first?.ms.toFixed(1)} at ${first?.kb} kB to ${last?.ms.toFixed(1)} at ${last?.kb} kB`;
}

function ticksUpTo(most: number): number[] {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
  return steps.slice(0, steps.findIndex((step) => step >= most) + 1);
}

function scale(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  const [low, high] = [Math.log(from[0]), Math.log(from[1])];
  return (value) => to[0] + ((Math.log(value) - low) / (high - low)) * (to[1] - to[0]);
}

/** Moves labels apart that would cover each other, the lowest first. */
function apart(heights: readonly number[]): number[] {
  const moved = [...heights];
  let free = Infinity;
  for (const [height, at] of heights.map((value, index) => [value, index] as const).toSorted(([a], [b]) => b - a)) {
    moved[at] = Math.min(height, free);
    free = (moved[at] ?? height) - LABEL_HEIGHT;
  }
  return moved;
}

function round(value: number): string {
  return value.toFixed(1);
}
