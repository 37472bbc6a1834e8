import type { ReactElement } from 'react';
import { Said } from '../words/Said.tsx';
import { visibleText } from './visibleText.tsx';

/**
 * What stands for an image of a reply: its description and a button that opens it in a new tab. The image itself is never loaded
 * here, since its address can carry the conversation away.
 * @see docs/spec.md M7
 */
export function RemoteImage({ target, alt }: { target: URL; alt: string }): ReactElement {
  return (
    // Where it is: for copies of the page.
    <span className="md-image" data-address={target.href}>
      {alt === '' ? null : <span className="md-image-alt">{visibleText(alt, 'prose')}</span>}
      <button type="button" onClick={() => window.open(target.href, '_blank', 'noopener,noreferrer')}>
        <Said words="Open image from {host}" nodes={{ host: <bdi dir="ltr">{target.hostname}</bdi> }} />
      </button>
    </span>
  );
}
