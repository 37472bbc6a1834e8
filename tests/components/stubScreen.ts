import { vi } from 'vitest';

/** A desktop is wide and has a mouse; a phone is narrow and is touched. */
export type ScreenKind = 'desktop' | 'phone';

const TRUE_OF: Readonly<Record<ScreenKind, RegExp>> = {
  desktop: /width >=|pointer: fine|hover: hover/,
  phone: /width <|pointer: coarse|hover: none/,
};

/** Answers media queries as such a screen would, until the test ends. */
export function stubScreen(kind: ScreenKind): void {
  vi.stubGlobal('matchMedia', (media: string) =>
    Object.assign(new EventTarget(), { media, matches: TRUE_OF[kind].test(media), onchange: null }),
  );
}
