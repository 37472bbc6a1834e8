import type { ReactElement, ReactNode } from 'react';
import { useSeal } from './useSeal.ts';

export interface PartProps {
  /** Whether it is not the last part of its block. */
  readonly isFinal: boolean;
  readonly children: ReactNode;
}

/** A later part of a long block: the browser can leave it out of the layout. */
export function Part({ isFinal, children }: PartProps): ReactElement {
  const part = useSeal<HTMLDivElement>(isFinal);
  return (
    <div ref={part} className="md-part" role="presentation">
      {children}
    </div>
  );
}
