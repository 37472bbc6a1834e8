const LABELS: Readonly<Record<string, string>> = {
  'api.openai.com': 'OpenAI',
  'api.anthropic.com': 'Anthropic',
  'api.cerebras.ai': 'Cerebras',
  'api.deepseek.com': 'DeepSeek',
  'api.fireworks.ai': 'Fireworks',
  'api.groq.com': 'Groq',
  'api.mistral.ai': 'Mistral',
  'api.perplexity.ai': 'Perplexity',
  'api.together.xyz': 'Together',
  'api.x.ai': 'xAI',
  'generativelanguage.googleapis.com': 'Google Gemini',
  'openrouter.ai': 'OpenRouter',
  'router.huggingface.co': 'Hugging Face',
};

/** What a person calls the provider at an address: the name of a well-known one, else its host. */
export function labelOf(baseUrl: string): string {
  const { host } = new URL(baseUrl);
  return LABELS[host] ?? host;
}
