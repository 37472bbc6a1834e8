/**
 * Asks the browser whether this page may show notifications. To be called while a press is handled.
 *
 * @returns `none` where the browser has none, as over plain http.
 */
export async function askToNotify(): Promise<'granted' | 'refused' | 'none'> {
  if (typeof Notification !== 'function') return 'none';
  // Once refused, a browser answers by itself.
  return (await Notification.requestPermission()) === 'granted' ? 'granted' : 'refused';
}
