import type { Plugin } from 'vite';

/**
 * Leaves only the WOFF2 files of KaTeX's fonts: every browser that the page is built for reads them, and the others would be two
 * thirds of a megabyte that nobody fetches. Throws where the style sheet has changed, so that an upgrade is looked at.
 */
export function slimKatex(): Plugin {
  return {
    name: 'slim-katex',
    enforce: 'pre',
    transform: {
      filter: { id: /node_modules\/katex\/dist\/katex\.css$/ },
      handler: (css) => cutKatexFonts(css),
    },
  };
}

/** The style sheet with one file a font. */
export function cutKatexFonts(css: string): string {
  const cut = css.replaceAll(/, url\([^)]+\.(?:woff|ttf)\) format\("[a-z]+"\)/g, '');
  if (cut === css || /\.(?:woff|ttf)\)/.test(cut)) {
    throw new Error("KaTeX's style sheet names its fonts in another way.");
  }
  return cut;
}
