import type http from 'node:http';

/** Takes the pieces of a streamed body. */
export interface ChunkPipe {
  /** Whether the client takes more now. */
  readonly isOpen: boolean;
  /** Sends a piece as a chunk of its own. It must not be empty. */
  write(piece: string): void;
}

/**
 * The way of a streamed body to a client, behind its headers; `onDrain` is called when it takes more again. Frames
 * the chunks itself: with one write for each piece instead of four, a reply costs a fifth less (see bench/README.md).
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112.html#name-chunked-transfer-coding
 */
export function openChunkPipe(outgoing: http.ServerResponse, onDrain: () => void): ChunkPipe {
  outgoing.flushHeaders();
  const { socket } = outgoing;
  // An HTTP/1.0 client knows no chunks, and a pipelined answer has no socket until the one before it has ended.
  const target = socket && outgoing.chunkedEncoding ? socket : outgoing;
  target.on('drain', onDrain);
  outgoing.once('close', () => target.off('drain', onDrain));
  return {
    get isOpen() {
      return !outgoing.destroyed && !target.writableNeedDrain;
    },
    write(piece) {
      if (target === outgoing) outgoing.write(piece);
      else target.write(`${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`);
    },
  };
}
