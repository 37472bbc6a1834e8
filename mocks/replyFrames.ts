import type { FinalEventBody, ReplyEventBody } from '../protocol/events.ts';
import type { Part } from '../protocol/parts.ts';
import { encodeReplyEvent, EVENT_STREAM_HEADERS } from '../protocol/sse.ts';
import { send, type Frame } from './Answer.ts';
import { isContent, textOfScript, type ContentStep, type EndStep, type Script } from './script.ts';
import type { WireFormat } from './WireFormat.ts';

/**
 * Our own protocol, as the server sends it to the browser: named events whose ids count 1, 2, 3 …
 *
 * @see docs/spec.md K4
 */
export function replyFormat(model = 'mock/model'): WireFormat {
  return {
    name: 'reply',
    headers: EVENT_STREAM_HEADERS,
    frames: (script) => replyFrames(script, model),
    errorBody: (error) => JSON.stringify({ error }),
    wholeBody: (script) => JSON.stringify({ text: textOfScript(script) }),
  };
}

/** The frames of a script in our protocol. Deltas of one kind that follow each other grow one part. */
export function replyFrames(script: Script, model = 'mock/model'): readonly Frame[] {
  const place = createPartPlace();
  let seq = 1;
  const opening = send(encodeReplyEvent({ type: 'reply-start', model, seq }), 'opening', seq);
  const rest = script.map((step): Frame => {
    if (step.type === 'wait' || step.type === 'hold') return step;
    seq += 1;
    return isContent(step)
      ? send(encodeReplyEvent({ ...place(step), seq }), 'body', seq)
      : endFrame(endEvent(step), seq);
  });
  return [opening, ...rest];
}

/** The frame of a final event. */
export function endFrame(event: FinalEventBody, seq: number): Frame {
  return send(encodeReplyEvent({ ...event, seq }), 'ending', seq);
}

/** Says for each content step whether it begins a part or grows the last one. */
function createPartPlace(): (step: ContentStep) => ReplyEventBody {
  let index = -1;
  let open: Part['type'] | undefined;
  return (step) => {
    // A notice and a tool call are whole in themselves; text and reasoning grow.
    if (step.type === open && (step.type === 'text' || step.type === 'reasoning')) {
      return { type: 'part-delta', index, delta: step.text };
    }
    index += 1;
    open = step.type;
    return { type: 'part-start', index, part: step };
  };
}

function endEvent(step: EndStep): FinalEventBody {
  switch (step.type) {
    case 'finish': {
      const { finishReason, usage } = step;
      return { type: 'reply-end', finishReason, ...(usage ? { usage } : {}) };
    }
    case 'fail':
      return { type: 'reply-error', error: step.error };
    case 'interrupt':
      return { type: 'reply-interrupt', reason: step.reason };
  }
}
