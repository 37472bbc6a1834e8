import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { startModelServer } from '../../models/server.ts';
import { clockModel } from './clockModel.ts';
import { tellParent, type HoldingPlace, type Telling } from './tellParent.ts';

/**
 * A child process of the bench: the model server. Told how, it serves a reply that tells the time, or one that stands still, and says when
 * it does and when its connection was closed. It ends when its parent lets go of it.
 */
const models = await startModelServer({ models: {} });
process.on('message', (telling: Telling) => (telling === 'clock' ? tellTime() : void holdReply(telling)));
process.once('disconnect', () => void models.close());
tellParent({ type: 'ready', address: models.baseUrl });

function tellTime(): void {
  models.serve('held', clockModel());
  tellParent({ type: 'served' });
}

async function holdReply(place: HoldingPlace): Promise<void> {
  const gate = createGate();
  models.serve(
    'held',
    place === 'mid-stream'
      ? scriptModel(reply('Some words.', hold(gate)))
      : scriptModel(reply('Never.'), { before: [hold(gate)] }),
  );
  tellParent({ type: 'served' });
  await gate.reached;
  const request = models.requests.at(-1);
  tellParent({ type: 'held' });
  await request?.closed;
  tellParent({ type: 'closed', atMs: request?.closedAtMs ?? Number.NaN });
}
