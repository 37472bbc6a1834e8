import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { expectAccessible } from './axe.ts';
import { expect, test } from './rivulet.ts';
import { createStage } from './scenes/createStage.ts';
import { fixLooks } from './scenes/fixLooks.ts';
import { layoutFaults } from './scenes/layoutFaults.ts';
import { ringFaults } from './scenes/ringFaults.ts';
import type { Scene, Stage } from './scenes/Scene.ts';
import type { SceneLanguage } from './scenes/sceneTexts.ts';
import { SCENES } from './scenes/scenes.ts';
import { settled, sheetOf, takeShot, type Shot } from './scenes/takeSheet.ts';

const HEIGHT = 640;
const [WIDE, TABLET, PHONE] = [1280, 768, 390] as const;
const WIDTHS = [WIDE, TABLET, PHONE] as const;
const THEMES = ['light', 'dark'] as const;
const LANGUAGES: readonly SceneLanguage[] = ['en', 'ar'];

/** What is open over the page and no dialog. */
const MENU = '[data-layer-open]';

/** Where sheets in the fonts of this machine go, to be looked at: then nothing is compared. */
const FOR_EYES = process.env['SCENES_FOR_EYES'];

test.describe.configure({ mode: 'parallel' });

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({
      locale: language,
      timezoneId: 'UTC',
      viewport: { width: WIDE, height: HEIGHT },
    });
    for (const scene of SCENES) {
      test(`[U120] [U121] [X10] ${scene.name}, ${language}`, async ({
        page,
        rivulet,
        startOwn,
        startModels,
        watch,
      }) => {
        const ends: (() => void)[] = [];
        const stage = createStage({ page, language, rivulet, startOwn, startModels, watch, ends });
        stage.serve(scriptModel(reply(stage.texts.short)));
        await fixLooks(page, FOR_EYES === undefined ? 'blocks' : 'device');
        const sheet = await lookAt(scene, stage);
        for (const end of ends) end();
        const name = `${scene.name}.${language}.png`;
        if (FOR_EYES === undefined) {
          // What differs is a letter's edge or two, never a line.
          expect(sheet).toMatchSnapshot(name, { threshold: 0.05, maxDiffPixels: 100 });
        } else {
          await mkdir(FOR_EYES, { recursive: true });
          await writeFile(join(FOR_EYES, name), sheet);
        }
      });
    }
  });
}

/** Brings the page to a scene and looks at it in every width and both themes. */
async function lookAt(scene: Scene, stage: Stage): Promise<Buffer> {
  const { page, language } = stage;
  await scene.begin(stage);
  const shots: Shot[] = [];
  for (const [column, width] of WIDTHS.entries()) {
    await page.setViewportSize({ width, height: HEIGHT });
    if (width === PHONE) await useFinger(page);
    await scene.show?.(stage);
    for (const [row, colorScheme] of THEMES.entries()) {
      await page.emulateMedia({ colorScheme });
      shots.push({ column, row, picture: await takeShot(page) });
    }
    await expectLaidOut(page, width);
    if (language === 'en' && width !== TABLET) {
      // Under a menu there is less to be pressed of what stands there, and nothing is.
      const part = (await page.locator(MENU).count()) > 0 ? MENU : undefined;
      await expectAccessible(page, `${scene.name}, ${width} px`, part);
    }
  }
  await page.setViewportSize({ width: 320, height: HEIGHT });
  await settled(page);
  await expectLaidOut(page, 320);
  expect.soft(await ringFaults(page), 'the focus is to be seen').toEqual([]);
  return sheetOf(page, shots);
}

async function expectLaidOut(page: Page, width: number): Promise<void> {
  expect.soft(await layoutFaults(page), `at ${width} px`).toEqual([]);
}

/** From now on a finger is used, and no mouse. */
async function useFinger(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setTouchEmulationEnabled', { enabled: true });
}
