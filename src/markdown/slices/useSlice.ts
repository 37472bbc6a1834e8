import { useState } from 'react';
import { slices } from './slices.ts';
import { useSlices } from './useSlices.ts';

/**
 * Whether a part of a text may be drawn: at once unless much was drawn with it already, else in a later slice. It stays so.
 * @see docs/spec.md M66
 */
export function useSlice(): boolean {
  const [part] = useState({ isDrawn: false });
  part.isDrawn ||= !slices.isOver();
  useSlices(!part.isDrawn);
  return part.isDrawn;
}
