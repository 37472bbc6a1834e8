import { createFaultClock } from '../components/createFaultClock.ts';
import type { WireAnswer } from './faultRows.ts';
import { relay } from './relay.ts';
import { startRawServer, type RawServer } from './startRawServer.ts';
import { startStage, type Stage } from './startStage.tsx';
import type { WireDamage } from './wireDamages.ts';

/** A page that has asked through a line on which something goes wrong. */
export interface Met {
  readonly stage: Stage;
  readonly model: RawServer;
  /** The methods of the page's requests for its reply, in order. */
  readonly asked: readonly string[];
  /** Every text that was in sight. */
  readonly seen: ReadonlySet<string>;
}

/**
 * Damages the answers to the page's requests for its reply, the first by the first damage and so on; later ones not. An answer
 * in place of a damage is given without asking our server.
 */
export async function meetLine(damages: readonly (WireDamage | WireAnswer)[], said: WireAnswer): Promise<Met> {
  const model = await startRawServer(() => said);
  const linkClock = createFaultClock();
  const asked: string[] = [];
  const between = async (serverUrl: string): Promise<string> => {
    const line = await startRawServer(async (request) => {
      const isOfReply = request.line.includes('/api/replies');
      if (isOfReply) asked.push(request.line.split(' ')[0] ?? '');
      const damage = isOfReply ? damages[asked.length - 1] : undefined;
      if (typeof damage === 'object') return damage;
      const answer = await relay(request, serverUrl);
      const damaged = damage?.(answer) ?? answer;
      if (damaged.end === 'hang') linkClock.passSilence();
      return damaged;
    });
    return line.baseUrl;
  };
  // Deltas share an event as seldom as may be, so that there is something between which to cut.
  const stage = await startStage({ modelUrl: model.baseUrl, between, linkClock, limits: { frameMs: 0 } });
  const seen = new Set<string>();
  stage.page.session.store.subscribe(({ liveReplies }) => {
    for (const { parts } of liveReplies.values()) {
      seen.add(parts.map((part) => (part.type === 'text' ? part.text : '')).join(''));
    }
  });
  await stage.page.ask('Hello');
  return { stage, model, asked, seen };
}
