import { createTokenizer } from '../../../src/markdown/code/createTokenizer.ts';
import type { HighlightAnswer, HighlightRequest } from '../../../src/markdown/code/highlightMessages.ts';

/** Stands in for the worker: it reads as the real one does, when the test lets it. */
export class FakeHighlightWorker extends EventTarget {
  readonly requests: HighlightRequest[] = [];
  state: 'running' | 'terminated' = 'running';
  readonly #tokenizer = createTokenizer();

  postMessage(request: HighlightRequest): void {
    this.requests.push(request);
  }

  terminate(): void {
    this.state = 'terminated';
  }

  /** Answers everything that has been asked and that is asked because of the answers. */
  async answerAll(): Promise<void> {
    for (let request = this.requests.shift(); request !== undefined; request = this.requests.shift()) {
      await this.#answer(request);
    }
  }

  say(data: HighlightAnswer): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  async #answer(request: HighlightRequest): Promise<void> {
    switch (request.kind) {
      case 'load': {
        const known = await this.#tokenizer.load(request.language);
        this.say({ kind: 'loaded', language: request.language, known });
        return;
      }
      case 'read':
        if (request.first) this.#tokenizer.forget(request.block);
        this.say({ kind: 'runs', runs: this.#tokenizer.read(request.block, request.language, request.code) });
        return;
      case 'forget':
        this.#tokenizer.forget(request.block);
    }
  }
}
