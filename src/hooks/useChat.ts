import { useStore } from 'zustand';
import type { ChatState } from '../store/ChatState.ts';
import { useSession } from './useSession.ts';

/** A piece of the chat state; the component renders again when, by `Object.is`, the piece is another one. Never make a new object in `selector`. */
export function useChat<Piece>(selector: (state: ChatState) => Piece): Piece {
  return useStore(useSession().store, selector);
}
