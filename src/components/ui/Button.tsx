import type { ComponentProps } from 'react';

/** How loud a button is: `primary` for the one action of a place, `quiet` for all others, `danger` for what removes. */
export type ButtonKind = 'primary' | 'quiet' | 'danger';

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  quiet: 'border border-line bg-surface-0 text-fg-1 hover:bg-surface-2',
  danger: 'border border-line bg-surface-0 text-danger hover:bg-surface-2',
};

/** A button with words. Its target is 32 px high, 44 px on touch. */
export function Button({ kind = 'quiet', className = '', ...props }: ComponentProps<'button'> & { kind?: ButtonKind }) {
  return (
    <button
      type="button"
      className={`inline-flex min-h-(--target) items-center justify-center gap-2 rounded-lg px-3 text-[0.9375rem] font-medium transition-colors disabled:opacity-50 ${KINDS[kind]} ${className}`}
      {...props}
    />
  );
}
