/** What a formula is drawn from. */
export interface FormulaProps {
  /** TeX without its delimiters. */
  readonly source: string;
  /** True for a formula on lines of its own. False unless given. */
  readonly display?: boolean;
  /** True while more of the source may come: it is shown as it is then. False unless given. */
  readonly open?: boolean;
}
