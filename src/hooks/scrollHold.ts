import type { ScrollMode } from '../settings/settings.ts';

/**
 * What a thread does when its content changes.
 *
 *   asked ──▶ question ──▶ free      the question has come to the top: it is read from the beginning
 *     └─────▶ end ◀──────── free      the reader came back to the end
 */
export type ScrollHold =
  /** Shows the end, and nothing else ends that but the reader. */
  | 'end'
  /** Shows the end until the question that was sent is there. */
  | 'asked'
  /** Shows the end until the question is at the top. */
  | 'question'
  /** Keeps the line that the reader sees first where it is. */
  | 'free';

/** What a reader wants: to look elsewhere, to see what comes, or an answer. */
export type ScrollIntent = 'let go' | 'reach end' | 'jump' | 'ask';

/** A thread as it lies, in CSS pixels of `scrollTop`. */
export interface ThreadView {
  readonly top: number;
  /** The furthest place. */
  readonly end: number;
  /** The place at which the last question stands at the top. */
  readonly question: number | undefined;
  /** Whether the last reply is being made. */
  readonly answering: boolean;
}

/** Where to scroll to after a change of the layout; without `top` the first line in sight is kept. */
export interface ScrollStep {
  readonly hold: ScrollHold;
  readonly top?: number;
  /** Whether there must be room below the question, so that it can stand at the top. */
  readonly room?: true;
}

/** The next hold after something that the reader did. */
export function holdAfter(hold: ScrollHold, intent: ScrollIntent, mode: ScrollMode): ScrollHold {
  switch (intent) {
    case 'let go':
      return 'free';
    case 'reach end':
      return mode === 'off' || hold !== 'free' ? hold : 'end';
    case 'jump':
      return mode === 'off' ? 'free' : 'end';
    case 'ask':
      return mode === 'end' ? 'end' : 'asked';
  }
}

/** The hold of a thread that was just opened at its end. */
export function holdAtOpening(view: ThreadView, mode: ScrollMode): ScrollHold {
  if (mode === 'off') return 'free';
  return mode !== 'end' && isInSight(view) ? 'question' : 'end';
}

/** What a change of the layout leads to. */
export function stepAfterLayout(hold: ScrollHold, view: ThreadView, mode: ScrollMode): ScrollStep {
  const { end, answering } = view;
  if (hold === 'free') return { hold };
  if (hold === 'end' || (hold === 'asked' && !answering)) return { hold, top: end };
  if (mode === 'off') return { hold: 'free', top: end };
  // Continue goes on below a question that is far above: nobody wants to be led back there.
  if (!isInSight(view)) return { hold: hold === 'asked' ? 'end' : hold, top: end };
  if (mode === 'question' && hold === 'asked') return { hold: 'free', top: view.question, room: true };
  return end > view.question + 1 ? { hold: 'free', top: view.question } : { hold: 'question', top: end };
}

function isInSight(view: ThreadView): view is ThreadView & { question: number } {
  return view.question !== undefined && view.question >= view.top - 1;
}
