/** A piece of Markdown and the HTML that a specification says it is. */
export interface Example {
  /** `CommonMark 12`, `GFM 198`: as its specification numbers it. */
  readonly id: string;
  readonly section: string;
  readonly markdown: string;
  readonly html: string;
}
