import type { Locator, Page } from '@playwright/test';
import type { ModelServer, ModelServerOptions } from '../../../models/server.ts';
import type { WireModel } from '../../../models/ChatModel.ts';
import type { Values, Words } from '../../../src/words/say.ts';
import type { chatPage, OwnRivulet, PageWatch } from '../rivulet.ts';
import type { SceneLanguage, SceneTexts } from './sceneTexts.ts';

/** What a scene has to bring the page to what is looked at. */
export interface Stage {
  readonly page: Page;
  readonly chat: ReturnType<typeof chatPage>;
  readonly language: SceneLanguage;
  /** What is asked and answered, in the language of the page. */
  readonly texts: SceneTexts;
  readonly watch: PageWatch;
  /** The address of the Rivulet that all scenes share. */
  readonly address: string;
  readonly startModels: (options: ModelServerOptions) => Promise<ModelServer>;
  readonly startOwn: (variables: Readonly<Record<string, string>>) => Promise<OwnRivulet>;
  /** Calls a function once the scene is over. */
  atEnd(end: () => void): void;
  /** A text of the page, in its language. */
  say(words: Words, values?: Values): string;
  /** A button by its name. */
  button(words: Words, values?: Values): Locator;
  /** Has the preselected model answer so. */
  serve(model: WireModel): void;
  /** Opens a new chat. */
  open(): Promise<void>;
  /** Asks the question of the texts in a new chat, and waits for the status of its reply. */
  openAndAsk(status: string): Promise<void>;
  /** Opens the drawer with the list of chats where that is none beside the chat. */
  openChats(): Promise<void>;
  /** Writes chats into the page's database and loads it anew. */
  seed(count: number): Promise<void>;
}

/**
 * Something that the page can look like, and how to get there.
 *
 * @see docs/spec.md X10, U120 and U121
 */
export interface Scene {
  /** Named after it: a letter, digits and hyphens; its pictures are called so. */
  readonly name: string;
  /** Brings a wide page there, or to where `show` goes on. */
  begin(stage: Stage): Promise<void>;
  /**
   * What the page does not keep when its width changes, such as what stands in the list of chats, which becomes a drawer: done at every width,
   * and it may be there already.
   */
  show?(stage: Stage): Promise<void>;
}
