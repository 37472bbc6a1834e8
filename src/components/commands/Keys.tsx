import { keyNames } from './shortcutKeys.ts';

/** The keys of a shortcut, each as a key. */
export function Keys({ keys }: { keys: string }) {
  return (
    // Keys are pressed in the same order in every script.
    <span dir="ltr" className="inline-flex shrink-0 gap-1">
      {keyNames(keys).map((name) => (
        <kbd
          key={name}
          className="inline-flex min-w-6 items-center justify-center rounded-md border border-line bg-surface-1 px-1.5 font-sans text-[0.75rem] leading-5 text-fg-2"
        >
          {name}
        </kbd>
      ))}
    </span>
  );
}
