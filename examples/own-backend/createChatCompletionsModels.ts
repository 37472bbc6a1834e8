import { ReplyError, replyError } from '../../protocol/errors.ts';
import { openaiChat } from '../../providers/openaiChat.ts';
import type { ModelSource } from '../../src/session/catalogLoader.ts';

/** The models of an OpenAI-style endpoint, for the picker: its `tiny` is `own/tiny` here. */
export function createChatCompletionsModels(baseUrl: string): ModelSource {
  return {
    async loadModels() {
      const { path, headers } = openaiChat.buildModelsRequest('');
      const response = await fetch(baseUrl + path, { headers });
      const models = response.ok ? openaiChat.decodeModels(await response.text()) : undefined;
      if (!models) throw new ReplyError(replyError('unavailable'));
      return {
        models: models.map(({ name }) => ({ id: `own/${name}`, name, provider: 'own' })),
        providers: [{ id: 'own', label: 'My endpoint', origin: 'configured', state: 'ready' }],
        settings: { path: 'none' },
      };
    },
  };
}
