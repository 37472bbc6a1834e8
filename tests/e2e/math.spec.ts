import type { Page } from '@playwright/test';
import { createGate, hold, reply, type Gate } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { expectAccessible } from './axe.ts';
import { chatPage, expect, test, type RunningRivulet } from './rivulet.ts';

const FORMULAS = String.raw`Euler's $e^{i\pi} + 1 = 0$ and $\ce{H2O}$ in a line.

$$
\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}
$$

| name | formula |
|---|---|
| binomial | $\binom{n}{k}$ |

\[ A = \begin{pmatrix} a & b \\ c & d \end{pmatrix} \tag{3} \]

The end.`;

test('[M17] [M44] formulas are drawn under the policy of the page, with what comes from its own server', async ({
  page,
  rivulet,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await openReply(page, rivulet, FORMULAS);
  await expect(formulas(page)).toHaveCount(5);
  await expect(page.locator('.md-math')).toHaveCount(0);
  // The watch of the page fails this test on a request to another origin and on a violation of the policy, which the console tells.
  expect(fetched.filter((path) => path.endsWith('.woff2')).length).toBeGreaterThan(1);
  const fonts = await formulas(page).first().locator('.mathnormal').first().evaluate(fontOf);
  expect(fonts).toContain('KaTeX_Math');
  expect(await page.evaluate(() => document.fonts.check('italic 1em KaTeX_Math'))).toBe(true);
});

test('[M44] nothing of the engine is fetched for a reply without a formula', async ({ page, rivulet }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await openReply(page, rivulet, 'Plain **text**, $5 and $10.');
  await expect(chatPage(page).lastBody).toContainText('$10.');
  expect(fetched.filter((url) => /math|formula|katex/i.test(url))).toEqual([]);
});

test('[M17] a formula is its source while it is written, and never its source again once it is drawn', async ({
  page,
  rivulet,
}) => {
  const pieces = String.raw`Let $x^2 + \frac{a}{b}$ be|\n\n$$\int_0^1 f$$|\n\nand $y$ so`
    .replaceAll('\\n', '\n')
    .split('|');
  const cuts = pieces.flatMap((piece) => piece.match(/[^]{1,4}/g) ?? []);
  const gates = cuts.map(createGate);
  const script = cuts.flatMap((cut, at) => [cut, hold(gates[at] as Gate)]);
  rivulet.models.serve('scripted', scriptModel(reply(...script)));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Write');
  await chat.lastBody.waitFor();
  await watchFormulas(page);
  for (const gate of gates) {
    await gate.reached;
    gate.release();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await chat.expectStatus('done');
  await expect(formulas(page)).toHaveCount(3);
  expect(await page.evaluate(() => (window as unknown as { lost: string[] }).lost)).toEqual([]);
});

test('[M17] a formula that is being written is its source, whatever is drawn above it', async ({ page, rivulet }) => {
  const [first, second, third] = [createGate(), createGate(), createGate()];
  const script = reply(
    'First $a$ here and $\\frac{b}',
    hold(first),
    '{c}$',
    hold(second),
    ' is.\n\n$$x + \\sqrt{y',
    hold(third),
    '}$$',
  );
  rivulet.models.serve('scripted', scriptModel(script));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Write');
  const sources = chat.lastBody.locator('.md-math');
  await expect(formulas(page)).toHaveCount(1);
  await expect(sources).toHaveText(['\\frac{b}']);
  first.release();
  await expect(sources).toHaveText(['\\frac{b}{c}']);
  second.release();
  await expect(formulas(page)).toHaveCount(2);
  await expect(sources).toHaveText(['x + \\sqrt{y']);
  third.release();
  await expect(formulas(page)).toHaveCount(3);
  await expect(sources).toHaveCount(0);
});

test('[M42] a long formula scrolls in its own box, and moved ink stays in it', async ({ page, rivulet }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const long = Array.from({ length: 40 }, (_, at) => `a_{${at}} x^{${at}}`).join(' + ');
  const away = String.raw`$a\smash{\raisebox{20em}{over}}\kern-20em\kern-20em left$`;
  await openReply(page, rivulet, `$$${long}$$\n\nText ${away}\n\n$$\\rule{20em}{20em}\\kern-20em x$$`);
  await expect(formulas(page)).toHaveCount(3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const box = chatPage(page).lastBody.getByRole('region', { name: 'Formula' }).first();
  await box.focus();
  expect(await box.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  expect(await box.evaluate((element) => element.scrollLeft)).toBe(0);
  // Nothing of the moved words can be pressed or seen outside of the formula's own line.
  const clips = await formulas(page).nth(1).locator('.katex-base').first().evaluate(clipOf);
  expect(clips).toBe('clip');
});

test('[M43] a copy of a selection holds the sources of its formulas', async ({ page, rivulet, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openReply(page, rivulet, String.raw`Before $x^2$ after.` + '\n\n$$\n\\frac{a}{b}\n$$\n\nEnd.');
  await expect(formulas(page)).toHaveCount(2);
  await chatPage(page).lastBody.evaluate((body) => getSelection()?.selectAllChildren(body));
  expect(await copied(page)).toMatch(/^Before \$x\^2\$ after\.\n+\$\$\\frac\{a\}\{b\}\$\$\n+End\.$/);
  await expect(formulas(page).first().locator('.katex-html')).toBeVisible();
  await page.evaluate(() => getSelection()?.removeAllRanges());
  await formulas(page).first().click();
  expect(await copied(page)).toBe('$x^2$');
  // From within the first formula to within the second.
  await page.evaluate(() => {
    const [first, second] = document.querySelectorAll('.md-formula .katex-html');
    if (first !== undefined && second !== undefined) getSelection()?.setBaseAndExtent(first, 0, second, 0);
  });
  expect(await copied(page)).toMatch(/^\$x\^2\$ after\.\n+\$\$\\frac\{a\}\{b\}\$\$$/);
});

test('[M43] a screen reader gets a formula as MathML', async ({ page, rivulet }) => {
  await openReply(page, rivulet, String.raw`So $\frac{a}{b}$ is.`);
  await expect(formulas(page)).toHaveCount(1);
  await expect(page.getByRole('math')).toHaveCount(1);
  expect(await page.locator('mfrac > mi').allTextContents()).toEqual(['a', 'b']);
  await expectAccessible(page, 'a formula', '[data-reply-body]');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`[M42] a formula has the colour of the text around it: ${scheme}`, async ({ page, rivulet }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openReply(page, rivulet, String.raw`> A quote with $\sqrt{\overline{x}}$.`);
    await expect(formulas(page)).toHaveCount(1);
    const colours = await formulas(page).evaluate((formula) =>
      [formula.parentElement ?? formula, ...formula.querySelectorAll('.katex-html, .katex-html *')].map(
        (element) => getComputedStyle(element)[element instanceof SVGElement ? 'fill' : 'color'],
      ),
    );
    expect(colours.length).toBeGreaterThan(10);
    expect(new Set(colours).size).toBe(1);
  });
}

test('[M40] a formula that grows without measure stays its source, and the next one is drawn', async ({
  page,
  rivulet,
}) => {
  const bomb = String.raw`\def\a{${'x'.repeat(900)}}${String.raw`\a`.repeat(40)}`;
  await openReply(page, rivulet, `$$${bomb}${String.raw`\a`.repeat(700)}$$\n\nThen $y^2$ is drawn.`);
  await expect(formulas(page)).toHaveCount(1);
  await expect(page.locator('.md-math-refused')).toHaveAttribute('title', /^Not drawn: /);
});

async function openReply(page: Page, rivulet: RunningRivulet, text: string): Promise<void> {
  rivulet.models.serve('scripted', scriptModel(reply(text)));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.message.fill('Show a formula');
  await chat.send.click();
  await chat.expectStatus('done');
}

function formulas(page: Page) {
  return chatPage(page).lastBody.locator('.md-formula');
}

async function copied(page: Page): Promise<string> {
  await page.keyboard.press('ControlOrMeta+c');
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Notes in `window.lost` whatever formula is taken out of the page. */
function watchFormulas(page: Page): Promise<void> {
  return page.evaluate(() => {
    const lost: string[] = [];
    Object.assign(window, { lost });
    new MutationObserver((records) => {
      for (const node of records.flatMap(({ removedNodes }) => [...removedNodes])) {
        const isDrawn = node instanceof Element && (node.matches('.md-formula') || node.querySelector('.md-formula'));
        if (isDrawn) lost.push(node.textContent ?? '');
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
}

function fontOf(element: Element): string {
  return getComputedStyle(element).fontFamily;
}

function clipOf(element: Element): string {
  return getComputedStyle(element).overflowX;
}
