const blockTag = /\s*(<\/?(?:p|h[1-6]|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|hr|pre)\b[^>]*>)\s*/g;

/**
 * HTML in a form in which two that say the same are equal: without the breaks between blocks, without titles of links (the page shows
 * none) and with one spelling of what can be spelt in two ways.
 */
export function normalHtml(html: string): string {
  return html
    .split(/(<pre>[^]*?<\/pre>)/)
    .map((part) => (part.startsWith('<pre>') ? normalCode(part) : normalProse(part)))
    .join('')
    .replaceAll(blockTag, '$1')
    .trim();
}

function normalCode(html: string): string {
  return html.replace(/\n<\/code><\/pre>$/, '</code></pre>').replaceAll('&quot;', '"');
}

function normalProse(html: string): string {
  return html
    .replaceAll(/ title="[^"]*"/g, '')
    .replaceAll(/ style="text-align:(\w+)"/g, (_, align: string) => (align === 'left' ? '' : ` align="${align}"`))
    .replaceAll(/<(\/?)s>/g, '<$1del>')
    .replaceAll(/\s*\/>/g, '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/[ \t]*\n[ \t]*/g, '\n');
}
