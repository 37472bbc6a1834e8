import { useCallback, useEffect, useRef, type RefObject } from 'react';
import type { ConversationId } from '../../conversation/Message.ts';

/** A chat's places of focus. */
export interface ComposerFocus {
  /** Goes on the chat itself. */
  readonly root: RefObject<HTMLElement | null>;
  /** Goes on the composer's box. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Puts the caret into the composer, except on touch, where the keyboard would hide what is to be read. */
  readonly focusComposer: () => void;
}

/**
 * Puts the caret into the composer whenever another chat is opened from elsewhere on the page, and, with `autoFocus`, when
 * the first one appears.
 */
export function useComposerFocus(conversationId: ConversationId | undefined, autoFocus: boolean): ComposerFocus {
  const root = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const focusComposer = useCallback(() => {
    if (!matchMedia('(pointer: coarse)').matches) field.current?.focus();
  }, []);
  const shown = useRef(autoFocus);
  useEffect(() => {
    const wanted = shown.current;
    shown.current = true;
    // The button that has just sent the first question keeps the focus.
    if (wanted && !root.current?.matches(':focus-within')) focusComposer();
  }, [conversationId, focusComposer]);
  return { root, field, focusComposer };
}
