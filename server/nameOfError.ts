/** What went wrong, in a word or two for the log: the messages of errors may quote what must not be written down. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}
