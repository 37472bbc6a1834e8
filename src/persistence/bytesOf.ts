/** How a browser says that it has lost the bytes of a file. @see https://w3c.github.io/FileAPI/#dfn-error-codes */
const LOST: readonly string[] = ['NotFoundError', 'NotReadableError'];

/** The bytes of a file of the disk; `undefined` where the browser has lost them, which is no reason to lose what stands beside them. */
export async function bytesOf(file: Blob): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException && LOST.includes(error.name)) return undefined;
    throw error;
  }
}
