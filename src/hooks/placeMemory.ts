/** Where a reader is in a chat: a message, and how far its top is below that of the view, in CSS pixels. */
export interface Place {
  readonly messageId: string;
  readonly top: number;
  /** Where the reader was at the end: how many pixels of the last message had been read. */
  readonly readPx?: number;
}

/** Remembers the place of one chat. */
export interface PlaceMemory {
  /** `undefined` when the reader was never there. */
  recall(): Place | undefined;
  /** Remembers a place; `undefined` forgets it. */
  keep(place: Place | undefined): void;
}

const KEY = 'rivulet.places';

/** So many chats are remembered, the last ones that were left. */
const MOST_CHATS = 200;

/**
 * The memory of a chat, for as long as the tab lives; where the browser keeps nothing every chat begins at its end.
 *
 * @see docs/spec.md U37
 */
export function createPlaceMemory(chatId: string, storage: () => Storage = () => sessionStorage): PlaceMemory {
  return {
    recall: () => places(storage).get(chatId),
    keep(place) {
      const all = places(storage);
      if (!all.delete(chatId) && place === undefined) return;
      if (place) all.set(chatId, place);
      try {
        storage().setItem(KEY, JSON.stringify([...all].slice(-MOST_CHATS)));
      } catch {
        // Refused or full: the chat begins at its end.
      }
    },
  };
}

function places(storage: () => Storage): Map<string, Place> {
  try {
    const rows: unknown = JSON.parse(storage().getItem(KEY) ?? '[]');
    return new Map(Array.isArray(rows) ? rows.filter(isRow) : []);
  } catch {
    // Refused, or none of ours.
    return new Map();
  }
}

function isRow(row: unknown): row is [string, Place] {
  if (!Array.isArray(row) || typeof row[0] !== 'string') return false;
  const place: unknown = row[1];
  if (typeof place !== 'object' || place === null) return false;
  const isRead = !('readPx' in place) || Number.isFinite(place.readPx);
  return (
    isRead &&
    'messageId' in place &&
    typeof place.messageId === 'string' &&
    'top' in place &&
    Number.isFinite(place.top)
  );
}
