const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
const last = /** @type {HTMLElement} */ (document.querySelector('#last'));
const list = /** @type {HTMLElement} */ (document.querySelector('#events'));

/** How long to wait before asking again for a server that refused, in milliseconds. */
const REFUSED_WAIT_MS = 3000;

/** @param {string} after - the id of the last event that was seen; the empty string for none. */
function follow(after) {
  let lastEventId = after;
  const events = new EventSource(after === '' ? '/api/events' : `/api/events?after=${after}`);
  events.addEventListener('open', () => (status.textContent = 'Connected'));

  // Events with a name of their own come to listeners of that name, and never to `onmessage`.
  for (const name of ['reply-started', 'reply-finished', 'models-changed']) {
    events.addEventListener(name, (event) => {
      lastEventId = event.lastEventId;
      last.textContent = lastEventId;
      const line = document.createElement('li');
      line.textContent = `${name} ${event.data}`;
      list.append(line);
    });
  }

  events.addEventListener('error', () => {
    status.textContent = 'Reconnecting';
    // A lost connection needs nothing from us: the browser opens the next one after some seconds, and sends the id of the last event as
    // `Last-Event-ID`, so that what came in the meantime is not missed.
    if (events.readyState !== EventSource.CLOSED) return;
    // It gives up, however, when it is answered with an error, as a proxy does while the server restarts. A new EventSource cannot send
    // that header; the address says the same.
    setTimeout(() => follow(lastEventId), REFUSED_WAIT_MS);
  });
}

follow('');
