/** What is copied: the same content in one or more formats, by media type. `text/plain` is always there. */
export type CopyContent = Readonly<Record<'text/plain', string> & Partial<Record<Format, string>>>;

type Format = 'text/plain' | 'text/html' | 'text/markdown';

/**
 * Puts content on the clipboard: all of its formats, or where the browser refuses that, its plain text. Without the clipboard API the
 * content must be there already, or the browser may refuse.
 *
 * @returns whether that worked. Never rejects.
 */
export async function writeClipboard(content: CopyContent | Promise<CopyContent>): Promise<boolean> {
  try {
    if ('clipboard' in navigator) {
      if ((await succeeds(writeItem(content))) || (await succeeds(writeText(content)))) return true;
    }
    // Awaited only if it must be: the command is allowed while a press is handled.
    return copyByCommand(content instanceof Promise ? await content : content);
  } catch {
    return false;
  }
}

/** Rejects for plain text alone, and where the browser cannot write items. */
async function writeItem(content: CopyContent | Promise<CopyContent>): Promise<void> {
  if (!(content instanceof Promise) && content['text/html'] === undefined) throw new TypeError('One text is no item.');
  const formats = new Map<string, Format>([
    ['text/plain', 'text/plain'],
    ['text/html', 'text/html'],
  ]);
  // Where a custom format is unknown the whole item would be refused; older browsers cannot be asked.
  if ('supports' in ClipboardItem && ClipboardItem.supports(MARKDOWN)) formats.set(MARKDOWN, 'text/markdown');
  const blobs = [...formats].map(([type, format]) => [type, blobOf(content, format)] as const);
  // Some browsers want the item while a press is handled, and wait for what is in it.
  const written = navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  // One that fails is told here, whatever the browser makes of it.
  await Promise.all([written, ...blobs.map(([, blob]) => blob)]);
}

const MARKDOWN = 'web text/markdown';

async function blobOf(content: CopyContent | Promise<CopyContent>, format: Format): Promise<Blob> {
  const text = (await content)[format];
  if (text === undefined) throw new TypeError(`There is no ${format} to copy.`);
  return new Blob([text], { type: format });
}

async function writeText(content: CopyContent | Promise<CopyContent>): Promise<void> {
  return navigator.clipboard.writeText((await content)['text/plain']);
}

function succeeds(done: Promise<void>): Promise<boolean> {
  return done.then(
    () => true,
    () => false,
  );
}

/** The old way: select a text in a field out of sight, and answer the copy of it. The only one where the page is not a secure context. */
function copyByCommand(content: CopyContent): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = content['text/plain'];
  field.setAttribute('aria-hidden', 'true');
  field.className = 'fixed top-0 start-0 opacity-0';
  // Outside of an open dialog nothing can be selected, and the command would succeed without copying.
  (focused?.closest('dialog') ?? document.body).append(field);
  // Not every browser focuses what it selects, and only the focused field is copied from.
  field.focus();
  field.select();
  field.addEventListener('copy', (event) => fillClipboard(event, content));
  // Deprecated, and the only way without a secure context.
  // oxlint-disable-next-line typescript/no-deprecated
  const copied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}

/** Answers a copy event with this content. */
export function fillClipboard(event: ClipboardEvent, content: CopyContent): void {
  if (event.clipboardData === null) return;
  for (const [format, text] of Object.entries(content)) event.clipboardData.setData(format, text);
  event.preventDefault();
}
