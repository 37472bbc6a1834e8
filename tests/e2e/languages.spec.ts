import { reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { expectAccessible } from './axe.ts';
import { chatPage, expect, test } from './rivulet.ts';

test.describe('on a device that wants German', () => {
  test.use({ locale: 'de-AT' });

  test('[U91] the page is in German, and in another language that is chosen', async ({ page, rivulet }) => {
    rivulet.models.serve('scripted', scriptModel(reply('Ein Strom fließt.')));
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await page.getByRole('textbox', { name: 'Nachricht' }).fill('Was ist ein Strom?');
    await page.getByRole('button', { name: 'Senden' }).click();
    await expect(page.getByRole('status')).toHaveText('Antwort fertig, 3 Wörter');
    await expect(page.getByRole('article', { name: 'Der Assistent hat gesagt' })).toContainText('fließt');
    await page.getByRole('button', { name: 'Einstellungen' }).click();
    await expectAccessible(page, 'settings');
    await page.getByRole('combobox', { name: 'Sprache' }).selectOption('العربية');
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(page.getByRole('article', { name: 'قال المساعد' })).toContainText('fließt');
    await expectAccessible(page, 'Arabic');
  });
});

for (const [language, direction] of [
  ['en-XA', 'ltr'],
  ['ar-XB', 'rtl'],
] as const) {
  for (const width of [1280, 320]) {
    test(`[U90] [U91] nothing is cut off or left in English in ${language}, ${width} px`, async ({ page, rivulet }) => {
      await page.setViewportSize({ width, height: 800 });
      rivulet.models.serve('scripted', scriptModel(reply('An answer.')));
      await page.addInitScript((tag) => localStorage.setItem('rivulet.language', tag), language);
      await page.goto('/');
      await expect(page.locator('html')).toHaveAttribute('dir', direction);
      await chatPage(page).turns.count();
      await page.locator('textarea').fill('A question');
      await page.locator('textarea').press('Enter');
      await expect(page.locator('article[data-status=done]')).toBeVisible();
      const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
      expect(scrollWidth).toBe(clientWidth);
      const plain = await page.evaluate(() => {
        const names = [...document.querySelectorAll('button, textarea, [role=status], article h2')].map(
          (element) => element.getAttribute('aria-label') ?? element.textContent,
        );
        return names.filter((name) => /^[A-Za-z]/.test(name));
      });
      expect(plain).toEqual([]);
    });
  }
}
