/** Where some work of the page stands, of which there is one at a time. */
export type WorkState<Progress, Outcome> =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly progress: Progress; readonly cancel: () => void }
  | { readonly status: 'ended'; readonly outcome: Outcome };
