import type { ImportedTurn } from './importedChat.ts';

/** Turns, and what each is a part of now. */
export interface JoinedTurns {
  readonly turns: readonly ImportedTurn[];
  /** The turn that has the parts of another one. */
  readonly nowIn: ReadonlyMap<string, string>;
}

/**
 * Joins what an assistant said in several steps (thoughts, calls of tools, text), where nothing branches off between them: for a reader
 * that is one answer.
 *
 * @param turns each behind the one that it follows.
 */
export function joinedAnswers(turns: readonly ImportedTurn[]): JoinedTurns {
  const following = Map.groupBy(turns, ({ parentId }) => parentId);
  const kept = new Map<string, ImportedTurn>();
  const nowIn = new Map<string, string>();
  for (const turn of turns) {
    const above = following.get(turn.parentId)?.length === 1 ? kept.get(placeOf(turn.parentId)) : undefined;
    if (turn.role === 'assistant' && above?.role === 'assistant') {
      // A picture that a tool made says nothing of the model.
      const { modelId } = turn.parts.every(({ type }) => type === 'attachment') ? above : turn;
      kept.set(above.id, { ...above, parts: [...above.parts, ...turn.parts], modelId });
      nowIn.set(turn.id, above.id);
    } else {
      kept.set(turn.id, turn.parentId === undefined ? turn : { ...turn, parentId: placeOf(turn.parentId) });
    }
  }
  return { turns: [...kept.values()], nowIn };

  function placeOf(id = ''): string {
    return nowIn.get(id) ?? id;
  }
}
