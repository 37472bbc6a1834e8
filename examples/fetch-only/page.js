import { streamReply } from './streamReply.js';

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const question = /** @type {HTMLInputElement} */ (document.querySelector('#question'));
const send = /** @type {HTMLButtonElement} */ (document.querySelector('#ask'));
const stop = /** @type {HTMLButtonElement} */ (document.querySelector('#stop'));
const reply = /** @type {HTMLElement} */ (document.querySelector('#reply'));
const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void ask(question.value);
});

let controller = new AbortController();
// Aborting closes the connection: `fetch` and every read of its body then reject. Most servers stop writing when they see that; a
// Rivulet writes on for whoever comes back, until it is told to stop by `POST /api/replies/REPLY_ID/stop`.
stop.addEventListener('click', () => controller.abort());

/** @param {string} text */
async function ask(text) {
  controller = new AbortController();
  stop.disabled = false;
  send.disabled = true;
  reply.textContent = '';
  status.textContent = 'Generating';
  try {
    // Text is appended as text: whatever a model writes can never become markup.
    const end = await streamReply(text, { signal: controller.signal, onText: (piece) => reply.append(piece) });
    status.textContent = end === 'reply-end' ? 'Reply ready' : 'The reply broke off';
  } catch (error) {
    status.textContent = controller.signal.aborted ? 'Stopped' : `Failed: ${String(error)}`;
  } finally {
    stop.disabled = true;
    send.disabled = false;
  }
}
