import { Info } from 'lucide-react';

/** A remark about the reply, set apart from its text. */
export default function NoticePart({ text }: { text: string }) {
  return (
    <p className="my-3 flex items-start gap-2 text-[0.9375rem] text-fg-2" dir="auto">
      <Info aria-hidden size={16} strokeWidth={1.75} className="mt-1 shrink-0 text-fg-3" />
      {text}
    </p>
  );
}
