/**
 * What jsdom lacks and components may call. Each is the least that keeps the caller going: nothing is measured, nothing scrolls, no
 * observer reports, no event source connects. Behaviour that depends on more is tested in Chromium (`tests/e2e`).
 */
class SilentObserver implements ResizeObserver, IntersectionObserver {
  readonly root = null;
  readonly rootMargin = '0px';
  readonly scrollMargin = '0px';
  readonly thresholds = [0];
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
}

class SilentEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly url: string;
  readonly withCredentials = false;
  readyState = SilentEventSource.CONNECTING;
  onopen = null;
  onmessage = null;
  onerror = null;

  constructor(url: string | URL) {
    super();
    this.url = String(url);
  }

  close(): void {
    this.readyState = SilentEventSource.CLOSED;
  }
}

/** Answers every media query with "no": light, wide, with motion, with a mouse. */
class FalseMediaQueryList extends EventTarget {
  readonly matches = false;
  readonly media: string;
  onchange = null;

  constructor(media: string) {
    super();
    this.media = media;
  }

  addListener(): void {}
  removeListener(): void {}
}

define(globalThis, {
  ResizeObserver: SilentObserver,
  IntersectionObserver: SilentObserver,
  EventSource: SilentEventSource,
  matchMedia: (media: string) => new FalseMediaQueryList(media),
});
// jsdom has window.scrollTo, but it only reports "not implemented" on the console.
Object.defineProperty(globalThis, 'scrollTo', { value: () => undefined, configurable: true, writable: true });

define(Element.prototype, {
  scrollTo: () => undefined,
  scrollBy: () => undefined,
  scrollIntoView: () => undefined,
});

define(Range.prototype, {
  getBoundingClientRect: () => document.createElement('i').getBoundingClientRect(),
});

define(HTMLDialogElement.prototype, {
  show(this: HTMLDialogElement) {
    this.open = true;
  },
  showModal(this: HTMLDialogElement) {
    if (this.open) throw new DOMException('The dialog is open already.', 'InvalidStateError');
    this.open = true;
  },
  close(this: HTMLDialogElement, returnValue?: string) {
    if (!this.open) return;
    this.open = false;
    if (returnValue !== undefined) this.returnValue = returnValue;
    this.dispatchEvent(new Event('close'));
  },
});

/** Shown popovers carry this attribute, since jsdom knows no `:popover-open`. */
const popoverOpen = 'data-popover-open';

define(HTMLElement.prototype, {
  showPopover(this: HTMLElement) {
    switchPopover(this, true);
  },
  hidePopover(this: HTMLElement) {
    switchPopover(this, false);
  },
  togglePopover(this: HTMLElement, force?: boolean) {
    switchPopover(this, force ?? !this.hasAttribute(popoverOpen));
    return this.hasAttribute(popoverOpen);
  },
});

let clipboardText = '';
define(navigator, {
  clipboard: {
    writeText(text: string) {
      clipboardText = text;
      return Promise.resolve();
    },
    readText: () => Promise.resolve(clipboardText),
  },
});

function switchPopover(element: HTMLElement, open: boolean): void {
  if (element.hasAttribute(popoverOpen) === open) return;
  const states = { oldState: open ? 'closed' : 'open', newState: open ? 'open' : 'closed' };
  element.dispatchEvent(Object.assign(new Event('beforetoggle', { cancelable: open }), states));
  element.toggleAttribute(popoverOpen, open);
  element.dispatchEvent(Object.assign(new Event('toggle'), states));
}

/** Adds what is missing and leaves what jsdom has by now. */
function define(target: object, members: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(members)) {
    if (Reflect.get(target, name) !== undefined) continue;
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
}
