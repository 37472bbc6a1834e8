/** Whether an error came from the socket: those of Node carry a code. */
export function isConnectionLoss(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
