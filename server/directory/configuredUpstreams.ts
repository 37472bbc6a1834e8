import { providers } from '../../providers/index.ts';
import { openaiChat } from '../../providers/openaiChat.ts';
import { isHeaderValue } from '../config/isHeaderValue.ts';
import type { Environment, OpenAiEnvironment, Variables } from '../config/readEnvironment.ts';
import type { ProviderSettings, Settings } from '../config/settingsSchema.ts';
import { labelOf } from './labelOf.ts';
import type { ServedUpstream } from './ServedUpstream.ts';

/**
 * The upstreams of the environment and of the settings file, in this order. A provider of the file with the id `openai` takes the
 * place of the environment's, so that a key of the environment can be mended without a restart.
 *
 * @see docs/spec.md H6
 */
export function configuredUpstreams(
  { openai, variables }: Pick<Environment, 'openai' | 'variables'>,
  settings: Settings,
): readonly ServedUpstream[] {
  const byId = new Map<string, ServedUpstream>();
  if (openai) byId.set('openai', fromEnvironment(openai));
  for (const provider of settings.providers) byId.set(provider.id, fromSettings(provider, variables));
  return [...byId.values()];
}

function fromEnvironment({ baseUrl, key, model }: OpenAiEnvironment): ServedUpstream {
  return {
    upstream: {
      id: 'openai',
      label: labelOf(baseUrl),
      origin: 'configured',
      provider: openaiChat,
      baseUrl,
      key,
      keySetting: 'OPENAI_API_KEY',
    },
    preferred: model === undefined ? [] : [model],
  };
}

function fromSettings(settings: ProviderSettings, variables: Variables): ServedUpstream {
  const { id, label, dialect, baseUrl, apiKey, apiKeyEnv, models, prefill } = settings;
  return {
    upstream: {
      id,
      label: label ?? labelOf(baseUrl),
      origin: 'configured',
      provider: providers[dialect] ?? openaiChat,
      baseUrl,
      key: apiKey ?? variableKey(variables, apiKeyEnv),
      keySetting: apiKeyEnv ?? keySettingOf(id),
      ...(prefill ? { prefill } : {}),
    },
    preferred: [...new Set(models)],
  };
}

/** The place in the settings file of the key of a provider. */
export function keySettingOf(id: string): string {
  return `apiKey of "${id}" in the settings file`;
}

/** A variable that is not set, or whose text no header can carry, is no key: the provider's refusal then names the variable. */
function variableKey(variables: Variables, name: string | undefined): string {
  const value = name === undefined ? '' : (variables[name]?.trim() ?? '');
  return isHeaderValue(value) ? value : '';
}
