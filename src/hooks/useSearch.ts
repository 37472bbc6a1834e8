import { useEffect, useState } from 'react';
import type { SearchResult } from '../session/searching.ts';
import { useSession } from './useSession.ts';

/** What is known of a search. */
export interface Searching {
  readonly result: SearchResult | undefined;
  /** The query that the result is of; while another is looked up the last result stays. */
  readonly resultOf: string;
}

/** How long the keyboard has to rest before is searched, in milliseconds. */
const REST_MS = 20;

/** The chats and messages that hold what is typed. */
export function useSearch(query: string, limit: number): Searching {
  const session = useSession();
  const [searching, setSearching] = useState<Searching>({ result: undefined, resultOf: '' });
  useEffect(() => {
    let end: (() => void) | undefined;
    const timer = setTimeout(() => {
      end = session.search(query, limit, (result) => setSearching({ result, resultOf: query }));
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      end?.();
    };
  }, [session, query, limit]);
  return searching;
}
