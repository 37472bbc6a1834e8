import { openaiChat } from '../../providers/openaiChat.ts';
import type { Upstream } from '../UpstreamDirectory.ts';
import { keySettingOf } from './configuredUpstreams.ts';

/** The model servers that are looked for on this machine, at the ports where they listen unless told otherwise. */
export const engines: readonly Upstream[] = [
  engineAt('ollama', 'Ollama', 11434),
  // It refuses to for models that think; the page then asks in words.
  { ...engineAt('llamacpp', 'llama.cpp', 8080), prefill: true },
  engineAt('lmstudio', 'LM Studio', 1234),
];

function engineAt(id: string, label: string, port: number): Upstream {
  return {
    id,
    label,
    origin: 'found',
    provider: openaiChat,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    key: '',
    keySetting: keySettingOf(id),
  };
}
