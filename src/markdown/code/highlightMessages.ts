/** What the page asks of the worker that reads code. `read` is asked again only when it has been answered; `forget` is not answered. */
export type HighlightRequest =
  | { readonly kind: 'load'; readonly language: string }
  | {
      readonly kind: 'read';
      /** Names the block, whose reading state the worker keeps from one request to the next. */
      readonly block: number;
      readonly language: string;
      /** True for the first lines of the block. */
      readonly first: boolean;
      /** Whole lines, one after the other. */
      readonly code: string;
    }
  | { readonly kind: 'forget'; readonly block: number };

/** What the worker answers. */
export type HighlightAnswer =
  /** `known` is false if the language has no grammar or it could not be loaded. */
  | { readonly kind: 'loaded'; readonly language: string; readonly known: boolean }
  /** For each line pairs of a length and a kind (0 for plain text, else 1 + its place in `tokenKinds`), ended by a 0. */
  | { readonly kind: 'runs'; readonly runs: Uint16Array<ArrayBuffer> }
  /** The grammar failed on these lines. */
  | { readonly kind: 'failed' };
