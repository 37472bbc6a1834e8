import type { Chance } from '../createChance.ts';
import type { Excuse, Sleep } from '../judge.ts';
import type { BrowserProcess } from './createBrowserProcess.ts';
import type { ServerProcess } from './createServerProcess.ts';
import type { FaultProxy } from './startFaultProxy.ts';
import type { Tabs } from './Tabs.ts';

/** Everything that something can happen to. */
export interface BrowserStage {
  readonly tabs: Tabs;
  readonly server: ServerProcess;
  readonly browser: BrowserProcess;
  readonly proxy: FaultProxy;
  readonly chance: Chance;
  /** Notes a fault. Whether it hit in mid-stream can be said by whoever knew before. */
  readonly hit: (fault: string, isMidStream?: boolean) => void;
  /** Whether the model has begun to speak and has not finished. */
  readonly isSpeaking: () => boolean;
  readonly excuses: Set<Excuse>;
  readonly sleeps: Sleep[];
  /** Only one of those that take something away happens at a time: resolves when the last one is over. */
  alone: Promise<void>;
}
