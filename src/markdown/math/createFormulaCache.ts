/** Drawings by their formula; what was used last stays longest. */
export interface FormulaCache<Drawing> {
  get(key: string): Drawing | undefined;
  /** @param nodes how large the drawing is */
  set(key: string, drawing: Drawing, nodes: number): void;
}

/** @param mostNodes how many nodes all drawings together may have */
export function createFormulaCache<Drawing>(mostNodes: number): FormulaCache<Drawing> {
  const entries = new Map<string, { readonly drawing: Drawing; readonly nodes: number }>();
  let nodesKept = 0;
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.drawing;
    },
    set(key, drawing, nodes) {
      entries.set(key, { drawing, nodes });
      nodesKept += nodes;
      for (const [oldest, entry] of entries) {
        if (nodesKept <= mostNodes) break;
        entries.delete(oldest);
        nodesKept -= entry.nodes;
      }
    },
  };
}
