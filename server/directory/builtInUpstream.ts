import { openaiChat } from '../../providers/openaiChat.ts';
import type { ModelInfo } from '../../protocol/models.ts';
import type { Upstream } from '../UpstreamDirectory.ts';

/** What a person reads about the built-in models, in the order in which they are offered. */
export const builtInModels: Readonly<Record<string, Pick<ModelInfo, 'name' | 'description' | 'prefill'>>> = {
  showcase: { name: 'Showcase', description: 'A long sample reply with everything a reply can hold' },
  tiny: { name: 'Tiny', description: '1 million parameters: fluent nonsense, real streaming', prefill: true },
};

/** The models that come with Rivulet, served at `baseUrl`. */
export function builtInUpstream(baseUrl: string): Upstream {
  return {
    id: 'built-in',
    label: 'Built-in',
    origin: 'built-in',
    provider: openaiChat,
    baseUrl,
    key: '',
    keySetting: '',
  };
}
