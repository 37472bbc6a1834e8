/**
 * The events in the body of an event stream, wherever its bytes were cut.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<{ id: string, event: string, data: string }, void>}
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* readEvents(body) {
  let id = '';
  let event = '';
  /** @type {string[]} */
  let data = [];
  for await (const line of readLines(body)) {
    // An empty line ends an event.
    if (line === '') {
      if (data.length > 0) yield { id, event, data: data.join('\n') };
      event = '';
      data = [];
    }
    const [, field, value = ''] = /^([^:]+)(?:: ?(.*))?$/s.exec(line) ?? []; // None in a comment, which begins with a colon.
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
    if (field === 'id' && !value.includes('\0')) id = value;
  }
  // What no empty line has ended is no event: the connection broke inside of it.
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<string, void>}
 */
async function* readLines(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let unfinished = '';
  let endedInReturn = false;
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      // `stream: true` holds back the first bytes of a character until its last one is here.
      let text = decoder.decode(chunk.value, { stream: true });
      if (text === '') continue;
      // A line ends in CR, LF or CR LF, and the pair may be cut in two: then this LF belongs to the last chunk's CR.
      if (endedInReturn && text.startsWith('\n')) text = text.slice(1);
      endedInReturn = text.endsWith('\r');
      const lines = (unfinished + text).split(/\r\n|\r|\n/);
      unfinished = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    // Also when nobody wants the rest: the server then hears that it can stop. A broken connection is closed already.
    await reader.cancel().catch(() => undefined);
  }
}
