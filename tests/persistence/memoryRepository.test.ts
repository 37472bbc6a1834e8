import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { describeConversationRepository } from '../contracts/conversationRepository.ts';

describeConversationRepository('chats in memory', createMemoryRepository);
