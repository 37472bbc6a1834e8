import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

/** A square button with an icon: 32 px, 44 px on touch. Its focus ring is within it, where no box around it cuts it off. `label` is its accessible name and its tooltip. */
export function IconButton({
  label,
  icon: Icon,
  className = '',
  ...props
}: Omit<ComponentProps<'button'>, 'aria-label' | 'title' | 'children'> & { label: string; icon: LucideIcon }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-(--target) shrink-0 items-center justify-center rounded-lg text-fg-3 outline-offset-[-2px] transition-colors hover:bg-surface-2 hover:text-fg-1 aria-disabled:opacity-40 aria-disabled:hover:bg-transparent ${className}`}
      {...props}
    >
      <Icon aria-hidden size={17} strokeWidth={1.75} />
    </button>
  );
}
