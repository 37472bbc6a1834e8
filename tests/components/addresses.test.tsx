import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Part } from '../../protocol/parts.ts';
import { PartView } from '../../src/components/parts/PartView.tsx';
import { run } from '../persistence/rows.ts';

const draw = (part: Part) => render(<PartView part={part} open={false} run={run('reply-1', { status: 'queued' })} />);

test('[U32] a source is a link to the address as it was given', () => {
  draw({ type: 'source', url: 'https://example.org/a%20b?q=x<y>\\z (1)', title: 'One\n\n[two] *three*' });
  const link = screen.getByRole('link');
  expect(link).toHaveAttribute('href', 'https://example.org/a%20b?q=x%3Cy%3E%5Cz%20(1)');
  expect(link).toHaveTextContent('One [two] *three*');
});

test('[U32] an image is a button, and an address that is none is words', () => {
  const { unmount } = draw({ type: 'image', url: 'https://example.org/a%20b.png', alt: 'A [cat]' });
  expect(screen.getByRole('button', { name: 'Open image from example.org' })).toBeVisible();
  expect(screen.getByText('A [cat]')).toBeVisible();
  unmount();
  draw({ type: 'source', url: 'javascript:alert(1)//\uD800', title: 'Press' });
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.getByText('Press')).toBeVisible();
});
