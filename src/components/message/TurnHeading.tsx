/** The heading that a screen reader finds a turn by. */
export function TurnHeading({ id, children }: { id: string; children: string }) {
  return (
    <h2 id={id} className="sr-only">
      {children}
    </h2>
  );
}
