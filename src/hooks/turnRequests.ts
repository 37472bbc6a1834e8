const requests = new EventTarget();

/** Asks whichever thread on the page has a message to put its turn into the document: turns far from sight are words alone. */
export function requestTurn(messageId: string): void {
  requests.dispatchEvent(new TurnRequest(messageId));
}

/** Calls back with each message whose turn is asked for, until `signal` aborts. */
export function onTurnRequest(listener: (messageId: string) => void, signal: AbortSignal): void {
  requests.addEventListener(TYPE, (event) => event instanceof TurnRequest && listener(event.messageId), { signal });
}

const TYPE = 'turn-request';

class TurnRequest extends Event {
  readonly messageId: string;

  constructor(messageId: string) {
    super(TYPE);
    this.messageId = messageId;
  }
}
