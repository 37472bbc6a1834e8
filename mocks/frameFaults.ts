import { send, textOfFrames, type Frame, type SendFrame } from './Answer.ts';

/** Where faults in the middle strike: the position of the delta that follows the first half of them; without any, the end. */
function middleOf(frames: readonly Frame[]): number {
  const bodies = frames.flatMap((frame, position) => (isBody(frame) ? [position] : []));
  const ending = frames.findIndex((frame) => frame.type === 'send' && frame.place === 'ending');
  return bodies[Math.floor(bodies.length / 2)] ?? (ending === -1 ? frames.length : ending);
}

/** The connection breaks after half the bytes of the delta in the middle. */
export function dropHalfEvent(frames: readonly Frame[]): readonly Frame[] {
  const middle = middleOf(frames);
  const frame = frames[middle];
  const half = frame?.type === 'send' ? [{ ...frame, bytes: frame.bytes.subarray(0, frame.bytes.length / 2) }] : [];
  return [...frames.slice(0, middle), ...half.map(withoutSeq), { type: 'drop' }];
}

/** The connection stays open after the first half of the deltas, and nothing comes. */
export function stallHalfway(frames: readonly Frame[]): readonly Frame[] {
  return [...frames.slice(0, middleOf(frames)), { type: 'stall' }];
}

/** The connection ends in good order after the first half of the deltas. */
export function breakOffHalfway(frames: readonly Frame[]): readonly Frame[] {
  return frames.slice(0, middleOf(frames));
}

/** The delta in the middle comes three times. */
export function repeatMiddle(frames: readonly Frame[]): readonly Frame[] {
  const middle = middleOf(frames);
  const again = frames.slice(middle, middle + 1);
  return [...frames.slice(0, middle), ...again, ...again, ...frames.slice(middle)];
}

/** The delta in the middle does not come. */
export function omitMiddle(frames: readonly Frame[]): readonly Frame[] {
  return frames.toSpliced(middleOf(frames), 1);
}

/** After the first half a line begins that goes on for 4 MiB; then nothing comes. */
export function endlessLine(frames: readonly Frame[]): readonly Frame[] {
  const piece = send('x'.repeat(64 * 1024), 'noise');
  return [
    ...frames.slice(0, middleOf(frames)),
    send('data: ', 'noise'),
    ...Array.from({ length: 64 }, () => piece),
    { type: 'stall' },
  ];
}

/** The same noise before every event. */
export function withNoise(frames: readonly Frame[], noise: string): readonly Frame[] {
  return frames.flatMap((frame): readonly Frame[] => (frame.type === 'send' ? [send(noise, 'noise'), frame] : [frame]));
}

/** The same frames with their text changed. */
export function mapText(frames: readonly Frame[], change: (text: string) => string): readonly Frame[] {
  return frames.map((frame) =>
    frame.type === 'send' ? send(change(textOfFrames([frame])), frame.place, frame.seq) : frame,
  );
}

/** The same bytes, cut after each byte for which `endsChunk` says so. Only the last piece of an event carries its `seq`. */
export function cutBytes(
  frames: readonly Frame[],
  endsChunk: (byte: number, position: number) => boolean,
): readonly Frame[] {
  return frames.flatMap((frame): readonly Frame[] => {
    if (frame.type !== 'send') return [frame];
    const ends = Array.from(frame.bytes.keys()).filter((position) => endsChunk(frame.bytes[position] ?? 0, position));
    const last = frame.bytes.length - 1;
    const cuts = ends.at(-1) === last ? ends : [...ends, last];
    return cuts.map((end, index) => {
      const piece = { ...frame, bytes: frame.bytes.subarray((cuts[index - 1] ?? -1) + 1, end + 1) };
      return end === last ? piece : withoutSeq(piece);
    });
  });
}

/** Cuts after every byte of a character that takes several, and every seven bytes. */
export function cutMultiByte(byte: number, position: number): boolean {
  return byte >= 0x80 || position % 7 === 6;
}

function isBody(frame: Frame): boolean {
  return frame.type === 'send' && frame.place === 'body';
}

/** A piece of an event that is not its end completes nothing. */
function withoutSeq({ seq: _seq, ...frame }: SendFrame): SendFrame {
  return frame;
}
