import css from './chat.css?inline';

let sheet: CSSStyleSheet | undefined;

/** Gives a shadow root the chat's styles: one sheet for all chats of the page. */
export function adoptChatStyles(shadow: ShadowRoot): void {
  sheet ??= createSheet();
  shadow.adoptedStyleSheets.push(sheet);
}

function createSheet(): CSSStyleSheet {
  const styles = new CSSStyleSheet();
  styles.replaceSync(css);
  // `@property` works in documents only, and Tailwind's borders, shadows and transforms rely on theirs. They are called `--tw-…` and
  // hold nothing but initial values, so the page does not notice them.
  const properties = new CSSStyleSheet();
  for (const rule of styles.cssRules) {
    if (rule instanceof CSSPropertyRule) properties.insertRule(rule.cssText, properties.cssRules.length);
  }
  document.adoptedStyleSheets.push(properties);
  return styles;
}
