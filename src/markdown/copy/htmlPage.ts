import { escaped } from './escaped.ts';

/** What somebody said, as HTML of `cleanHtml`. */
export interface SaidTurn {
  readonly speaker: string;
  readonly html: string;
}

/** Follows the device's theme, and fits a phone and a sheet of paper. */
const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.65 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:2rem 1rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25}
article{margin-block-start:2rem}
article>h2{font-size:.875rem;opacity:.7;margin-block-end:.25rem}
pre{overflow-x:auto;padding:.75rem 1rem;border:1px solid #8886;border-radius:.5rem;overflow-wrap:normal}
code{font-family:ui-monospace,monospace;font-size:.9em}
table{display:block;overflow-x:auto;border-collapse:collapse}
th,td{border:1px solid #8886;padding:.25rem .6rem;text-align:start}
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid #8886}
@media print{pre{white-space:pre-wrap}}`;

/** The page loads nothing and runs nothing, whatever stands in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A conversation as a page of its own: one file that asks nobody for anything.
 *
 * @param language a BCP 47 tag
 * @see docs/spec.md I7
 */
export function htmlPage(title: string, turns: readonly SaidTurn[], language: string): string {
  const name = escaped(title);
  const said = turns.map(
    ({ speaker, html }) => `<article>\n<h2>${escaped(speaker)}</h2>\n<div dir="auto">${below(html)}</div>\n</article>`,
  );
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${name}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${name}</h1>
${said.join('\n')}
</main>
</body>
</html>
`;
}

/** Headings of a turn stand below the one that names it. */
function below(html: string): string {
  return html.replaceAll(
    /<(\/?)h([1-6])>/g,
    (_tag, slash: string, level) => `<${slash}h${Math.min(6, Number(level) + 2)}>`,
  );
}
