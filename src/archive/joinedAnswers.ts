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
  const childCount = new Map<string, number>();
  for (const { parentId = '' } of turns) childCount.set(parentId, (childCount.get(parentId) ?? 0) + 1);
  const kept = new Map<string, ImportedTurn>();
  const nowIn = new Map<string, string>();
  for (const turn of turns) {
    const parentId = turn.parentId === undefined ? undefined : (nowIn.get(turn.parentId) ?? turn.parentId);
    const above = kept.get(parentId ?? '');
    const isAlone = childCount.get(turn.parentId ?? '') === 1;
    if (turn.role === 'assistant' && above?.role === 'assistant' && isAlone) {
      kept.set(above.id, { ...above, parts: [...above.parts, ...turn.parts], modelId: turn.modelId });
      nowIn.set(turn.id, above.id);
    } else {
      kept.set(turn.id, { ...turn, parentId });
    }
  }
  return { turns: [...kept.values()], nowIn };
}
