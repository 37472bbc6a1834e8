import type { MathAnswer, MathRequest } from './mathMessages.ts';
import { typesetFormula } from './typesetFormula.ts';

addEventListener('message', ({ data }: MessageEvent<MathRequest>) => {
  const startMs = performance.now();
  const formula = typesetFormula(data.source, data.display);
  answer({ kind: 'formula', formula, tookMs: performance.now() - startMs });
});

answer({ kind: 'ready' });

function answer(message: MathAnswer): void {
  postMessage(message);
}
