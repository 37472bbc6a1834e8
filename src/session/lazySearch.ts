import type { createSearching, Search, SearchingOptions, StartSearching } from './searching.ts';

/** What a search is made of before its code is loaded. */
export interface LazySearchOptions extends Omit<SearchingOptions, 'start'> {
  readonly load: () => Promise<{ readonly createSearching: typeof createSearching }>;
  /** Loads what searches outside of the page; absent where no worker can read what is stored. */
  readonly loadWorker?: (() => Promise<{ readonly startSearchWorker: StartSearching }>) | undefined;
}

/** A search whose code is loaded with its first question, and, where the server does not answer, with the next. */
export function createLazySearch({ load, loadWorker, ...options }: LazySearchOptions): Search {
  let loading: Promise<Search> | undefined;
  const loadSearch = async (): Promise<Search> => {
    const [{ createSearching: create }, worker] = await Promise.all([load(), loadWorker?.()]);
    return create({ ...options, start: worker?.startSearchWorker });
  };
  return (query, limit, onResult) => {
    let end: (() => void) | undefined;
    let isOver = false;
    loading ??= loadSearch();
    loading.then(
      (search) => {
        if (!isOver) end = search(query, limit, onResult);
      },
      () => {
        loading = undefined;
        if (!isOver) onResult({ chats: [], titles: [], terms: [], isWhole: true, hasMore: false, failed: true });
      },
    );
    return () => {
      isOver = true;
      end?.();
    };
  };
}
