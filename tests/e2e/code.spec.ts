import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { createGate, hold, reply, tokens } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { expectAccessible } from './axe.ts';
import { chatPage, expect, test } from './rivulet.ts';

/** A file of so many lines in which every tenth has a bit of everything. */
function program(from: number, to: number): string {
  const lines = Array.from({ length: to - from }, (_, at) => {
    const line = from + at;
    if (line % 10 === 0) return `/* Section ${line},`;
    if (line % 10 === 1) return `   which goes on. */`;
    return `export const value${line}: number = compute('text ${line}', ${line}) ?? 0;`;
  });
  return `${lines.join('\n')}\n`;
}

test('[M25] a long file is coloured while it streams, and what stands there stays the same nodes', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  const [begin, rest] = [program(0, 300), program(300, 1000)];
  rivulet.models.serve(
    'scripted',
    scriptModel(reply(...tokens(`\`\`\`ts\n${begin}`), hold(gate), ...tokens(rest), '```\n\nThat was it.')),
  );
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Write a long file');
  const code = chat.lastBody.locator('code');
  await expectColouredTo(code, 'text 298');
  const kept = await code.evaluateHandle((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT + NodeFilter.SHOW_TEXT);
    const nodes: { node: Node; text: string; name: string }[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      nodes.push({ node, text: node.textContent ?? '', name: node instanceof Element ? node.className : '' });
    }
    // The last ones still grow.
    return nodes.filter(({ text }) => text !== '').slice(0, -40);
  });
  await code.evaluate((element) => {
    const [first, last] = element.querySelectorAll('.md-tok-string');
    if (!first?.firstChild || !last?.firstChild) throw new Error('nothing is coloured');
    getSelection()?.setBaseAndExtent(first.firstChild, 1, last.firstChild, 4);
  });
  const selected = await page.evaluate(() => String(getSelection()));
  expect(selected).toContain('value3');
  gate.release();
  await chat.expectStatus('done');
  await expectColouredTo(code, 'text 999');
  expect(await kept.evaluate((nodes) => nodes.length)).toBeGreaterThan(2000);
  expect(
    await kept.evaluate(
      (nodes) =>
        nodes.filter(({ node, text, name }) => {
          const same =
            node.isConnected && (node instanceof Element ? node.className === name : node.textContent === text);
          return !same && !(node instanceof Element && name.startsWith('md-code-lines') && node.isConnected);
        }).length,
    ),
  ).toBe(0);
  expect(await page.evaluate(() => String(getSelection()))).toBe(selected);
  expect(await code.evaluate((element) => element.textContent)).toBe(`${begin}${rest}`.trimEnd());
});

test('[M15] copies and saves the whole of a coloured block, and a selection across it is its text', async ({
  page,
  context,
  rivulet,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const text = program(0, 1000);
  rivulet.models.serve('scripted', scriptModel(reply(`\`\`\`ts\n${text}\`\`\`\n`)));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Write a file');
  await chat.expectStatus('done');
  const code = chat.lastBody.locator('code');
  await expectColouredTo(code, 'text 999');
  await chat.lastBody.getByRole('button', { name: 'Copy code' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text.trimEnd());
  const download = page.waitForEvent('download');
  await chat.lastBody.getByRole('button', { name: 'Download code' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('code.ts');
  expect(await readFile(await file.path(), 'utf8')).toBe(text);
  await code.evaluate((element) => getSelection()?.selectAllChildren(element));
  expect(await page.evaluate(() => String(getSelection()))).toBe(text.trimEnd());
});

test('[M25] a block is coloured again after a reload, once it is in sight', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('```python\ndef f(x):\n    return "a" # why\n```\n')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Write a function');
  await expect(lastComment(chat.lastBody)).toHaveText('# why');
  await page.reload();
  await expect(lastComment(chat.lastBody)).toHaveText('# why');
  await expect(chat.lastBody.locator('.md-tok-keyword').first()).toHaveText('def');
});

test('[M25] a box of lines is as high out of sight as in sight', async ({ page, rivulet }) => {
  const marks = 'const a = "x\u202Ey 日本語 😀"; // \u0007\n'.repeat(200);
  rivulet.models.serve('scripted', scriptModel(reply(`\`\`\`ts\n${marks}${program(0, 400)}\`\`\`\n`)));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Write a file');
  await chat.expectStatus('done');
  const code = chat.lastBody.locator('code');
  await expectColouredTo(code, 'text 399');
  const heights = () =>
    code.evaluate((element) => Array.from(element.children, (box) => box.getBoundingClientRect().height));
  const outOfSight = await heights();
  await code.evaluate((element) => {
    for (const box of element.children) if (box instanceof HTMLElement) box.style.contentVisibility = 'visible';
  });
  expect(await heights()).toEqual(outOfSight);
  expect(new Set(outOfSight.slice(0, -1))).toEqual(new Set([48 * 22]));
});

/** Fences that hold every kind of colour. */
const COLOURS = `\`\`\`ts
import { a } from 'b'; // comment
export class C extends D { e = f(1); }
\`\`\`

\`\`\`html
<p class="x">y</p>
\`\`\`

\`\`\`diff
-old
+new
\`\`\`
`;
const KINDS = [
  'comment',
  'keyword',
  'string',
  'constant',
  'function',
  'type',
  'property',
  'tag',
  'inserted',
  'deleted',
];

test('[M27] every colour of code can be read, light or dark', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply(COLOURS)));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Colours');
  for (const kind of KINDS) await expect(chat.lastBody.locator(`.md-tok-${kind}`).first()).toBeAttached();
  await expectAccessible(page, 'code', '[data-reply-body]');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const colours = await chat.lastBody.evaluate((body, kinds) => {
      const seen = kinds.map((kind) => body.querySelector(`.md-tok-${kind}`)).filter((element) => element !== null);
      return [...seen, body].map((element) => getComputedStyle(element).color);
    }, KINDS);
    expect(new Set(colours).size).toBe(KINDS.length + 1);
  }
});

function lastComment(code: Locator): Locator {
  return code.locator('.md-tok-comment').last();
}

function colourOf(code: Locator, text: string, kind: string): Locator {
  return code.locator(`.md-tok-${kind}`, { hasText: text });
}

async function expectColouredTo(code: Locator, text: string): Promise<void> {
  await expect(colourOf(code, text, 'string')).toBeAttached();
}
