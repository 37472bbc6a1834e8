import { CircleAlert, CircleCheck, CircleDashed, type LucideIcon } from 'lucide-react';
import type { ProviderInfo } from '../../../protocol/models.ts';
import { say, sayIfKnown } from '../../words/say.ts';

const STATES: Readonly<Record<ProviderInfo['state'], { icon: LucideIcon; tone: string }>> = {
  ready: { icon: CircleCheck, tone: 'text-ok' },
  empty: { icon: CircleDashed, tone: 'text-warn' },
  failed: { icon: CircleAlert, tone: 'text-danger' },
};

/** One provider: whether it answers, and in words what is wrong when it does not. */
export function ProviderRow({ provider, modelCount }: { provider: ProviderInfo; modelCount: number }) {
  const { icon: Icon, tone } = STATES[provider.state];
  return (
    <li className="flex items-start gap-2.5 py-2.5 text-[0.9375rem]">
      <Icon aria-hidden size={17} strokeWidth={1.75} className={`mt-[0.2rem] shrink-0 ${tone}`} />
      <div className="min-w-0">
        <bdi className="font-medium">{provider.label}</bdi>
        <p className="text-[0.875rem] wrap-anywhere text-fg-2">{sentenceFor(provider, modelCount)}</p>
      </div>
    </li>
  );
}

function sentenceFor({ state, error }: ProviderInfo, modelCount: number): string {
  if (state === 'failed') return error ? sayIfKnown(error.message) : say('It does not answer.');
  if (state === 'empty') return say('It answers but lists no models. Type the name of one in the model menu.');
  return say('{count, plural, one {# model} other {# models}}', { count: modelCount });
}
