import { act, render } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createMathEngine } from '../../../src/markdown/math/createMathEngine.ts';
import type { TypesetResult } from '../../../src/markdown/math/Typesetter.ts';
import { Formula } from '../../../src/markdown/math/Formula.tsx';
import { FormulaBoundary } from '../../../src/markdown/math/FormulaBoundary.tsx';
import { typesetFormula } from '../../../src/markdown/math/typesetFormula.ts';
import { Markdown } from '../../../src/markdown/Markdown.tsx';
import { hostileFormulas, usualFormulas } from './formulas.ts';

/** The engine of the page, with KaTeX on this thread and frames that the test makes. */
const stage = vi.hoisted(() => ({ frames: [] as (() => void)[] }));

vi.mock('../../../src/markdown/math/mathEngine.ts', () => ({
  mathEngine: createMathEngine(
    { typeset: (source, display): Promise<TypesetResult> => Promise.resolve(typesetFormula(source, display)) },
    (show) => stage.frames.push(show),
  ),
}));

beforeEach(() => {
  vi.stubGlobal('Worker', EventTarget);
  stage.frames.length = 0;
});

/** Lets what was asked for be drawn. */
async function nextFrame(): Promise<void> {
  // The module with the engine comes, then the answers, then a frame.
  await act(() => import('../../../src/markdown/math/DrawnFormula.tsx'));
  await act(async () => {
    for (const show of stage.frames.splice(0)) show();
  });
}

describe('a formula', () => {
  test('[M17] is its source until it is drawn', async () => {
    const { container } = render(<Formula source="x^2" />);
    expect(container.querySelector('code.md-math')).toHaveTextContent('x^2');
    await nextFrame();
    expect(container.querySelector('code')).toBeNull();
    expect(container.querySelector('.md-formula msup')).toHaveTextContent('x2');
  });

  test('[M17] is its source while more of it may come', async () => {
    const { container, rerender } = render(<Formula source="x^2" open />);
    await nextFrame();
    expect(container.querySelector('code.md-math')).toHaveTextContent('x^2');
    rerender(<Formula source="x^2" />);
    await nextFrame();
    expect(container.querySelector('.md-formula')).toBeInTheDocument();
  });

  test('[M17] keeps its last drawing until the next one is there', async () => {
    const { container, rerender } = render(<Formula source="a" />);
    await nextFrame();
    rerender(<Formula source="b^2" />);
    expect(container.querySelector('.katex-html')).toHaveTextContent('a');
    await nextFrame();
    expect(container.querySelector('.katex-html')).toHaveTextContent('b2');
  });

  test('[M17] that was drawn before is there at once', async () => {
    const first = render(<Formula source="c + d" />);
    await nextFrame();
    first.unmount();
    const { container } = render(<Formula source="c + d" />);
    expect(container.querySelector('.md-formula')).toBeInTheDocument();
  });

  test('[M17] [M40] that is wrong stays its source, and says why', async () => {
    const { container } = render(<Formula source={String.raw`\foo{x}`} />);
    await nextFrame();
    const code = container.querySelector('.md-math-refused');
    expect(code).toHaveTextContent(String.raw`\foo{x}`);
    expect(code).toHaveAttribute('title', String.raw`Not drawn: Undefined control sequence: \foo`);
  });

  test('[M43] has its source beside it, with its marks', async () => {
    const { container } = render(
      <>
        <Formula source="x" />
        <Formula source="y" display />
      </>,
    );
    await nextFrame();
    const sources = [...container.querySelectorAll('.md-formula-source')].map((source) => source.textContent);
    expect(sources).toEqual(['$x$', '$$y$$']);
  });

  test.each([...usualFormulas.map((source) => [source, source]), ...Object.entries(hostileFormulas)])(
    '[M19] [M41] brings no id, no name, no address and no event into the page: %s',
    async (_, source) => {
      const { container } = render(<Formula source={source} display />);
      await nextFrame();
      expect(container.querySelectorAll('[id], [name], [href], [src], a, img, script, style, iframe')).toHaveLength(0);
      for (const element of container.querySelectorAll('*')) {
        expect(element.getAttributeNames().filter((name) => name.startsWith('on'))).toEqual([]);
        expect(element.getAttribute('style') ?? '').not.toMatch(/url|var\(|fixed|sticky|expression/);
      }
    },
  );

  test('[M40] that cannot be drawn takes nothing else with it', () => {
    const report = vi.spyOn(console, 'error').mockReturnValue();
    const Broken = (): never => {
      throw new Error('broken');
    };
    const { container } = render(
      <FormulaBoundary instead="x^2">
        <Broken />
      </FormulaBoundary>,
    );
    expect(container).toHaveTextContent('x^2');
    expect(report).toHaveBeenCalled();
  });
});

describe('a formula in a reply', () => {
  test('[M17] is its source while it is the last thing written, and is drawn when text follows', async () => {
    const { container, rerender } = render(<Markdown text={String.raw`Let $\frac{a}{b}$`} open />);
    await nextFrame();
    expect(container.querySelector('.md-formula')).toBeNull();
    rerender(<Markdown text={String.raw`Let $\frac{a}{b}$ and *so $y$`} open />);
    await nextFrame();
    expect(container.querySelectorAll('.md-formula')).toHaveLength(1);
    expect(container.querySelector('em code')).toHaveTextContent('y');
    rerender(<Markdown text={String.raw`Let $\frac{a}{b}$ and *so $y$* on` + '\n\n$$\nz\n$$\n'} open />);
    await nextFrame();
    expect(container.querySelectorAll('.md-formula')).toHaveLength(2);
    rerender(<Markdown text={String.raw`Let $\frac{a}{b}$ and *so $y$* on` + '\n\n$$\nz\n$$\n\nEnd'} open />);
    await nextFrame();
    expect(container.querySelectorAll('.md-formula')).toHaveLength(3);
  });

  test('[M11] [M17] ends as the same page wherever it was cut', async () => {
    const text = String.raw`Let $x^2$ be **$y$** and` + '\n\n$$\n\\frac{a}{b}\n$$\n\n- $z$\n- end $w$';
    const whole = render(<Markdown text={text} open={false} />);
    await nextFrame();
    const streamed = render(<Markdown text="" open />);
    for (let end = 1; end < text.length; end += 1) {
      streamed.rerender(<Markdown text={text.slice(0, end)} open />);
      await nextFrame();
    }
    streamed.rerender(<Markdown text={text} open={false} />);
    await nextFrame();
    // Attributes may stand in another order.
    expect(streamed.container.isEqualNode(whole.container)).toBe(true);
    expect(streamed.container.querySelectorAll('.md-formula')).toHaveLength(5);
  });
});
