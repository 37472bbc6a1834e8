/** Has the browser save a file. @param name what it is called; characters that files cannot have are left out */
export function downloadFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  // oxlint-disable-next-line no-control-regex -- They are what must not be in it.
  link.download = name.replaceAll(/[\u0000-\u001F\u007F"*/:<>?\\|\u202A-\u202E\u2066-\u2069]/g, ' ').trim() || 'chat';
  link.click();
  // Some browsers read the blob long after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
