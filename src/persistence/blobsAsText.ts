import { isRecord } from '../../protocol/parts.ts';
import { bytesOf } from './bytesOf.ts';

/** How many bytes become text at a time: a multiple of three, so that the pieces can be joined, and few enough for one call. */
const BYTES_AT_ONCE = 0x6000;

/** A row in which bytes stand as `{ base64 }`, since JSON has no place for them; `null` stands for those that the browser has lost. */
export async function blobsAsText(row: unknown): Promise<unknown> {
  if (!isRecord(row)) return row;
  const fields = Object.entries(row).map(async ([name, value]) => {
    return [name, value instanceof Blob ? { base64: await base64Of(value) } : value] as const;
  });
  return Object.fromEntries(await Promise.all(fields));
}

async function base64Of(blob: Blob): Promise<string | null> {
  const bytes = await bytesOf(blob);
  if (!bytes) return null;
  let text = '';
  for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + BYTES_AT_ONCE)));
  }
  return text;
}
