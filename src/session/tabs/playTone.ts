/** The two notes, in hertz, and how long each sounds, in seconds. */
const NOTES = [587, 784];
const NOTE_S = 0.14;
const LOUDNESS = 0.08;

/** Plays a short, soft tone. Where the browser allows no sound before a person has touched the page, there is none. */
export function playTone(): void {
  const audio = new AudioContext();
  const volume = audio.createGain();
  volume.connect(audio.destination);
  for (const [at, frequency] of NOTES.entries()) {
    const from = audio.currentTime + at * NOTE_S;
    const note = new OscillatorNode(audio, { frequency });
    note.connect(volume);
    volume.gain.setValueAtTime(0, from);
    // A note that begins or ends at once clicks.
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
    volume.gain.linearRampToValueAtTime(0, from + NOTE_S);
    note.start(from);
    note.stop(from + NOTE_S);
    if (at === NOTES.length - 1) note.addEventListener('ended', () => void audio.close());
  }
}
