import { createElement, type SVGProps } from 'react';

/** An icon as lucide describes it: the elements of a drawing of 24 by 24 units. */
interface IconData {
  readonly node: readonly (readonly [element: string, attributes: Readonly<Record<string, string>>])[];
}

/**
 * Stands in for lucide's own `createLucideIcon`, which can do much that we do not ask for: icons take a size, a stroke width and
 * what an `<svg>` takes. `vite.config.ts` puts it there; it saves 1 kB of the first load.
 */
export default function createIcon({ node }: IconData) {
  return function Icon({ size = 24, ...props }: SVGProps<SVGSVGElement> & { size?: number }) {
    return (
      <svg
        xmlns="http://www.w3.org/2000/svg"
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        {...props}
      >
        {node.map(([element, attributes]) => createElement(element, attributes))}
      </svg>
    );
  };
}
