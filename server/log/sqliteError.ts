/** Result codes. @see https://www.sqlite.org/rescode.html */
export const SQLITE_BUSY = 5;
export const SQLITE_IOERR = 10;
export const SQLITE_FULL = 13;

/** Whether an error is one of SQLite with a result code, or one of the kinds of that code. */
export function isSqliteError(error: unknown, code: number): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  return (error.errcode & 0xff) === code;
}

/** What went wrong, in words that hold nothing of the data: SQLite's own for a code, or the system's code. */
export function sqliteProblem(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error';
  if ('errstr' in error && typeof error.errstr === 'string') return error.errstr;
  return 'code' in error ? String(error.code) : error.message;
}
