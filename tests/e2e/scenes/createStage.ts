import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Values, Words } from '../../../src/words/say.ts';
import { seedChats } from '../library.ts';
import { chatPage, type PageWatch, type RunningRivulet } from '../rivulet.ts';
import type { Stage } from './Scene.ts';
import { SCENE_TEXTS, type SceneLanguage } from './sceneTexts.ts';

/** What a test gives to the stage of its scene. */
export interface StageParts {
  readonly page: Page;
  readonly language: SceneLanguage;
  readonly rivulet: RunningRivulet;
  readonly watch: PageWatch;
  readonly startModels: Stage['startModels'];
  readonly startOwn: Stage['startOwn'];
  readonly ends: (() => void)[];
}

/** Where a scene is set. */
export function createStage({ page, language, rivulet, ends, ...tools }: StageParts): Stage {
  const texts = SCENE_TEXTS[language];
  const catalogue = catalogueOf(language);
  const say = (words: Words, values: Values = {}): string =>
    Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(`{${name}}`, String(value)),
      catalogue[words] ?? words,
    );
  const chat = chatPage(page, say);
  const isReady = () =>
    page
      .getByText(/scripted/)
      .first()
      .waitFor();
  return {
    page,
    chat,
    language,
    texts,
    ...tools,
    address: rivulet.address,
    say,
    atEnd: (end) => void ends.push(end),
    button: (words, values) => page.getByRole('button', { name: say(words, values), exact: true }),
    serve: (model) => rivulet.models.serve('scripted', model),
    async open() {
      await page.goto('/');
      await isReady();
    },
    async openAndAsk(status) {
      await page.goto('/');
      await isReady();
      await chat.ask(texts.question);
      await page.locator(`article[data-status=${status}]`).waitFor();
    },
    async openChats() {
      if ((page.viewportSize()?.width ?? 0) >= 900) return;
      const drawer = page.getByRole('dialog', { name: say('Chats'), exact: true });
      if (await drawer.isVisible()) return;
      await page.getByRole('button', { name: say('Open chats'), exact: true }).click();
      await drawer.waitFor();
    },
    async seed(count) {
      await page.goto('/');
      await page.getByText(say('No chats yet')).waitFor();
      const title = (index: number) => texts.titles[index % texts.titles.length] ?? '';
      await seedChats(page, { count, title, text: (index) => `${title(index)} ${texts.short}` });
      await page.reload();
      await chat.chats.getByRole('link').first().waitFor();
    },
  };
}

function catalogueOf(language: SceneLanguage): Readonly<Record<string, string>> {
  const path = join(import.meta.dirname, '../../../src/words', `${language}.json`);
  // Our own file: an object of texts.
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
}
