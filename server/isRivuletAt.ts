import { httpGet } from './directory/httpGet.ts';

const TIMEOUT_MS = 2000;

/** Whether the program that listens at an address such as `http://127.0.0.1:3210/` is a Rivulet. */
export async function isRivuletAt(address: string): Promise<boolean> {
  try {
    const { body } = await httpGet(new URL('/healthz', address).href, {}, TIMEOUT_MS);
    const health: unknown = JSON.parse(body);
    return typeof health === 'object' && health !== null && 'name' in health && health.name === 'rivulet';
  } catch {
    // No answer, or one that is no JSON: something else.
    return false;
  }
}
