import type { Figure } from './Figures.ts';
import { peers, type PeerName } from './peers.ts';

/** What was found as tables of Markdown, one for each part: a row for each thing measured, a column for each renderer, then two ratios. */
export function tablesOf(figures: readonly Figure[]): string {
  const parts = Map.groupBy(figures, ({ part }) => part);
  return [...parts].map(([part, ofPart]) => `\n## ${part}\n\n${tableOf(ofPart)}`).join('\n');
}

function tableOf(figures: readonly Figure[]): string {
  const names = [...new Set(figures.map(({ peer }) => peer))];
  const rows = Map.groupBy(figures, ({ cell, metric }) => `${cell}: ${metric}`);
  const head = ['', ...names.map((name) => peers[name].title), 'Rivulet / floor', 'Rivulet / best peer'];
  const body = [...rows].map(([title, row]) => {
    const values = new Map(row.map(({ peer, median }) => [peer, median]));
    return [title, ...names.map((name) => shown(values.get(name))), ...ratios(values).map(shown)];
  });
  const widths = head.map((_, at) => Math.max(...[head, ...body].map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, at) => (at === 0 ? ` ${'-'.repeat(width)} |` : ` ${'-'.repeat(width - 1)}: |`)).join('')}`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

/** Rivulet's value divided by the floor's, and by that of the peer that has the least. */
export function ratios(values: ReadonlyMap<PeerName, number>): [floor: number | undefined, best: number | undefined] {
  const { rivulet, floor } = Object.fromEntries(values);
  const rivals = [...values].filter(([name]) => peers[name].isRival).map(([, value]) => value);
  const best = rivals.length === 0 ? undefined : Math.min(...rivals);
  const over = (other: number | undefined): number | undefined =>
    rivulet === undefined || other === undefined || other === 0 ? undefined : rivulet / other;
  return [over(floor), over(best)];
}

function shown(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
