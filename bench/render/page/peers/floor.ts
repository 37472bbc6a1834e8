import '../chat.css';
import './floor.css';
import { keepAtEnd } from '../keepAtEnd.ts';
import { startBench } from '../startBench.ts';

/** How many lines of text lie in one chunk, and how many characters at most. */
const CHUNK_LINES = 16;
const CHUNK_CHARACTERS = 1000;

/** The least that a growing text can cost: plain text, appended, in chunks that are not laid out when they are out of sight. */
const page = document.body.appendChild(document.createElement('main'));
page.innerHTML = '<div class="scroller"><div class="content"></div></div><textarea class="composer"></textarea>';
const [scroller, content] = ['.scroller', '.content'].map((name) => page.querySelector<HTMLElement>(name));
if (!scroller || !content) throw new Error('The page has no scroll box.');
keepAtEnd(scroller, content);

interface Drawn {
  readonly id: string;
  readonly element: HTMLElement;
  length: number;
  /** The text node of the last chunk. */
  node: Text;
}
let drawn: Drawn[] = [];

startBench({
  draw(messages) {
    if (messages[0]?.id !== drawn[0]?.id) {
      content.replaceChildren();
      drawn = [];
    }
    const from = Math.max(0, drawn.length - 1);
    for (const [at, { id, text }] of messages.slice(from).entries()) {
      const message = (drawn[from + at] ??= emptyMessage(id));
      append(message, text.slice(message.length));
      message.length = text.length;
    }
  },
});

function emptyMessage(id: string): Drawn {
  const element = content?.appendChild(document.createElement('article'));
  if (element === undefined) throw new Error('There is no place for a message.');
  element.className = 'floor';
  return { id, element, length: 0, node: newChunk(element) };
}

function newChunk(element: HTMLElement): Text {
  return element.appendChild(document.createElement('div')).appendChild(document.createTextNode(''));
}

function append(message: Drawn, text: string): void {
  for (let rest = text; rest !== '';) {
    const { data } = message.node;
    const isFull = data.length >= CHUNK_CHARACTERS || (data.endsWith('\n') && data.split('\n').length > CHUNK_LINES);
    if (isFull) message.node = newChunk(message.element);
    const lineEnd = rest.indexOf('\n') + 1;
    const piece = rest.slice(0, Math.min(lineEnd > 0 ? lineEnd : rest.length, CHUNK_CHARACTERS));
    message.node.appendData(piece);
    rest = rest.slice(piece.length);
  }
}
