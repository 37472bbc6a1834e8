import { createIndexedDbRepository } from '../persistence/indexedDbRepository.ts';
import { answerSearches } from './answerSearches.ts';
import type { SearchRequest } from './searchMessages.ts';

const take = answerSearches(createIndexedDbRepository(), (answer) => postMessage(answer));

addEventListener('message', ({ data }: MessageEvent<SearchRequest>) => take(data));
