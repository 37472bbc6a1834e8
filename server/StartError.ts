/** Why the server cannot start. */
export type StartErrorCode = 'not-built' | 'data-taken' | 'token-needed' | 'port-taken' | 'cannot-listen';

/** The server cannot start; the message says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
