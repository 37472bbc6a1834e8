import { createTokenizer } from './createTokenizer.ts';
import type { HighlightAnswer, HighlightRequest } from './highlightMessages.ts';

const tokenizer = createTokenizer();

addEventListener('message', ({ data }: MessageEvent<HighlightRequest>) => {
  switch (data.kind) {
    case 'load':
      void load(data.language);
      return;
    case 'read':
      read(data);
      return;
    case 'forget':
      tokenizer.forget(data.block);
  }
});

async function load(language: string): Promise<void> {
  // A grammar that cannot be fetched is one that is not there.
  const known = await tokenizer.load(language).catch(() => false);
  answer({ kind: 'loaded', language, known });
}

function read({ block, language, first, code }: Extract<HighlightRequest, { kind: 'read' }>): void {
  if (first) tokenizer.forget(block);
  try {
    const runs = tokenizer.read(block, language, code);
    answer({ kind: 'runs', runs }, [runs.buffer]);
  } catch {
    // A grammar may run out of stack in what nobody writes by hand.
    answer({ kind: 'failed' });
  }
}

function answer(message: HighlightAnswer, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}
