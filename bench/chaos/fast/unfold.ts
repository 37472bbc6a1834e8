import type { Incident } from '../Story.ts';
import { isQuiet } from './endings.ts';
import { happen, type Stage } from './happen.ts';

/** How long everything may take until it is quiet after the last fault: a stalled line is noticed after 30 s, and then again. */
const QUIET_MS = 180_000;

/** How long what is quiet must stay so: a tab that has just been opened shows nothing yet, in milliseconds. */
const STILL_MS = 3000;

/** Longer than the machine can sleep in a run, in milliseconds. */
const LONGEST_NIGHTS_MS = 600_000;

/** Lets incidents happen, each at its time from now, while the line is bad. Resolves when all is up again and quiet. */
export async function unfold(stage: Stage, incidents: readonly Incident[], healsAtMs: number): Promise<void> {
  const { world, machine, browser } = stage;
  stage.isHealed = false;
  let over = 0;
  for (const incident of incidents) {
    // Nobody touches a machine that sleeps; only the server may end meanwhile.
    const time = incident.what === 'kill-server' ? world : machine;
    time.after(incident.atMs, () => {
      over += 1;
      happen(incident, stage);
    });
  }
  await world.pass(world.nowMs() + healsAtMs);
  await world.pass(world.nowMs() + LONGEST_NIGHTS_MS, () => machine.isAwake && over === incidents.length);
  stage.isHealed = true;
  stage.note('everything is up again');
  if (browser.tabs.length === 0) browser.open(stage.conversationId);
  const quietByMs = world.nowMs() + QUIET_MS;
  do {
    await world.pass(quietByMs, () => isQuiet(browser));
    await world.pass(world.nowMs() + STILL_MS);
  } while (!isQuiet(browser) && world.nowMs() < quietByMs);
}
