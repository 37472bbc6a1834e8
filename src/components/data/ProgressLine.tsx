/** How far something is, in words and as a bar; one that moves by itself where nobody knows. */
export function ProgressLine({ words, label, share }: { words: string; label: string; share: number | undefined }) {
  return (
    <>
      <p className="text-fg-2">{words}</p>
      <progress aria-label={label} value={share} className="h-1.5 w-40 accent-accent" />
    </>
  );
}
