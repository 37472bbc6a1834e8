import type { ModelInfo } from '../../protocol/models.ts';
import type { CatalogState } from '../store/ChatState.ts';
import type { ConversationId } from '../conversation/Message.ts';
import { modelToAsk } from '../store/selectors.ts';
import { useChat } from './useChat.ts';
import { useSession } from './useSession.ts';
import { useSettings } from './useSettings.ts';

/** The models and the one that is chosen. */
export interface Models {
  readonly state: CatalogState;
  /** The `id` of the model that answers next, or `undefined` when there is none. */
  readonly modelId: string | undefined;
  /** What is known of that model; `undefined` when its name was typed. */
  readonly model: ModelInfo | undefined;
  /** Chooses a model, by the `id` of one in the list or `<provider id>/<typed name>`. */
  select(modelId: string): void;
  /** Asks the server anew. */
  refresh(): void;
}

/**
 * Which models there are and which one answers next in a chat: its own, then last used, then configured, then found, then built-in.
 *
 * @see docs/spec.md U100
 */
export function useModels(conversationId?: ConversationId): Models {
  const session = useSession();
  const [settings, change] = useSettings();
  const state = useChat(({ catalog }) => catalog);
  const catalog = state.status === 'loading' ? undefined : state.catalog;
  const modelId = useChat((chats) => modelToAsk(chats, conversationId, settings));
  return {
    state,
    modelId,
    model: catalog?.models.find(({ id }) => id === modelId),
    select(id) {
      change({ modelId: id });
      if (conversationId) void session.changeChatSettings(conversationId, { modelId: id });
    },
    refresh: () => void session.refreshModels(),
  };
}
