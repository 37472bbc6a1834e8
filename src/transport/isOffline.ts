/** Whether the browser says that it has no connection at all. That it has one says nothing about the server. */
export function isOffline(): boolean {
  return !navigator.onLine;
}
