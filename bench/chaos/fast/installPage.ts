/** What the code of a page asks its surroundings for. One process has one of each, so all pages of a run share it. */
export interface Surroundings {
  setOnline(isOnline: boolean): void;
  setVisible(isVisible: boolean): void;
  /** Makes a page. @returns it, and a function that tells it that it is about to go away: it alone, not the other pages. */
  make<T>(create: () => T): { readonly made: T; readonly hide: () => void };
  /** Puts back what was there before. */
  remove(): void;
}

/** Lets code that was written for a page run here: `window`, `document`, `navigator`, and a clock that is the run's own. */
export function installPage(world: {
  nowMs(): number;
  after(delayMs: number, callback: () => void): () => void;
}): Surroundings {
  let isOnline = true;
  let isVisible = true;
  const page = new EventTarget();
  const sight = new EventTarget();
  const names = ['window', 'document', 'navigator', 'setInterval', 'clearInterval'] as const;
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  const realNow = Date.now;
  const define = (name: string, value: unknown): void =>
    void Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

  define('window', Object.assign(page, { setTimeout, clearTimeout }));
  define(
    'document',
    Object.defineProperties(sight, {
      hidden: { get: () => !isVisible },
      visibilityState: { get: () => (isVisible ? 'visible' : 'hidden') },
    }),
  );
  define('navigator', {
    get onLine() {
      return isOnline;
    },
  });
  define('setInterval', (callback: () => void, ms: number) => {
    let cancel = world.after(ms, tick);
    function tick(): void {
      cancel = world.after(ms, tick);
      callback();
    }
    return () => cancel();
  });
  define('clearInterval', (cancel: () => void) => cancel());
  Date.now = () => world.nowMs();

  return {
    setOnline(next) {
      isOnline = next;
      page.dispatchEvent(new Event(next ? 'online' : 'offline'));
    },
    setVisible(next) {
      isVisible = next;
      sight.dispatchEvent(new Event('visibilitychange'));
    },
    make(create) {
      const heard: (() => void)[] = [];
      const listen = page.addEventListener.bind(page);
      page.addEventListener = (type: string, listener: () => void) =>
        type === 'pagehide' ? void heard.push(listener) : listen(type, listener);
      const made = create();
      page.addEventListener = listen;
      return { made, hide: () => heard.forEach((listener) => listener()) };
    },
    remove() {
      Date.now = realNow;
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}
