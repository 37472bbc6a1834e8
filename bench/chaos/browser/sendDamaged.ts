import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../createChance.ts';
import type { WireFault } from '../Story.ts';

/** In how many of 1 requests for a reply each fault happens. */
export interface Damaging {
  readonly wire: Readonly<Record<WireFault, number>>;
  readonly chance: Chance;
  /** Told once a connection of each fault that strikes it; of one that does no harm, once the model speaks. */
  readonly onFault: (fault: WireFault) => void;
  readonly isSpeaking: () => boolean;
  /** Whether nothing goes wrong any more. */
  readonly isHealed: () => boolean;
}

/** What happens to the answer of one request. Places are counted in bytes from its beginning; negative: the request does not arrive. */
export interface Damage extends Damaging {
  sentBytes: number;
  readonly told: Set<WireFault>;
  readonly cutAfterBytes: number;
  readonly endAfterBytes: number;
  readonly stallAfterBytes: number;
  readonly pieceBytes: number;
  readonly delayMs: number;
}

/** Draws what happens to one answer. */
export function drawDamage(damaging: Damaging): Damage {
  const { wire, chance } = damaging;
  const happens = (fault: WireFault): boolean => chance.happens(wire[fault]);
  // Often near the beginning, where the question and its receipt are.
  const place = (): number => (chance.happens(0.3) ? chance.between(-100, 600) : chance.between(0, 4000));
  return {
    ...damaging,
    sentBytes: 0,
    told: new Set(),
    cutAfterBytes: happens('cut') ? place() : Infinity,
    endAfterBytes: happens('end') ? Math.max(0, place()) : Infinity,
    stallAfterBytes: happens('stall') ? Math.max(0, place()) : Infinity,
    pieceBytes: happens('split') ? chance.between(1, 40) : Infinity,
    delayMs: happens('delay') ? chance.between(1, 60) : 0,
  };
}

/** How a piece left: `ended` is a connection that closes in good order, too early. */
type Outcome = 'sent' | 'cut' | 'ended' | 'stalled';

/** Passes bytes on, all of them or up to where something strikes. */
export async function sendDamaged(bytes: Buffer, drawn: Damage, client: Socket): Promise<Outcome> {
  const isSplit = Number.isFinite(drawn.pieceBytes);
  let at = 0;
  while (at < bytes.length) {
    const piece = bytes.subarray(at, at + (isSplit ? drawn.chance.between(1, drawn.pieceBytes) : bytes.length));
    if (drawn.isSpeaking() && piece.length < bytes.length) tell(drawn, 'split');
    if (drawn.isSpeaking() && drawn.delayMs > 0) tell(drawn, 'delay');
    if (drawn.delayMs > 0) await sleep(drawn.chance.between(0, drawn.delayMs));
    if (drawn.isHealed()) break;
    const outcome = sendPiece(piece, drawn, client);
    if (outcome !== 'sent') return outcome;
    at += piece.length;
    // Otherwise the pieces leave together.
    if (isSplit) await new Promise((resolve) => void setImmediate(resolve));
  }
  client.write(bytes.subarray(at));
  return 'sent';
}

function sendPiece(piece: Buffer, drawn: Damage, client: Socket): Outcome {
  if (drawn.sentBytes + piece.length > drawn.stallAfterBytes) {
    tell(drawn, 'stall');
    return 'stalled';
  }
  const rest = Math.min(drawn.cutAfterBytes, drawn.endAfterBytes) - drawn.sentBytes;
  client.write(piece.subarray(0, rest));
  drawn.sentBytes += piece.length;
  if (piece.length < rest) return 'sent';
  const isCut = drawn.cutAfterBytes <= drawn.endAfterBytes;
  tell(drawn, isCut ? 'cut' : 'end');
  return isCut ? 'cut' : 'ended';
}

function tell(drawn: Damage, fault: WireFault): void {
  if (!drawn.told.has(fault)) drawn.onFault(fault);
  drawn.told.add(fault);
}
