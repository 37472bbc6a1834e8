import type { ConversationRepository } from '../persistence/ConversationRepository.ts';
import { Searcher } from './Searcher.ts';
import type { SearchAnswer, SearchRequest } from './searchMessages.ts';

/** Does what a page tells, one after the other; a question ends the one before it. */
export function answerSearches(
  source: Pick<ConversationRepository, 'loadConversations' | 'loadMessages'>,
  answer: (answer: SearchAnswer) => void,
): (request: SearchRequest) => void {
  const searcher = new Searcher(source);
  let asking = new AbortController();
  const find = async (request: Extract<SearchRequest, { kind: 'find' }>, signal: AbortSignal): Promise<void> => {
    const { terms, limit, number } = request;
    try {
      await searcher.find(terms, limit, (found) => answer({ kind: 'found', number, found }), signal);
    } catch {
      // Why the disk cannot be read the page knows already.
      if (!signal.aborted) answer({ kind: 'failed', number });
    }
  };
  return (request) => {
    switch (request.kind) {
      case 'put':
        return searcher.put(request.conversationId, request.updatedAtMs, request.messages);
      case 'remove':
        return searcher.remove(request.conversationIds);
      case 'read':
        return searcher.readAgain(request.conversationIds);
      case 'end':
        return asking.abort();
      case 'find':
        asking.abort();
        asking = new AbortController();
        return void find(request, asking.signal);
    }
  };
}
