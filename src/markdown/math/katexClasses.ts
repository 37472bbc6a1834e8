/** The classes that KaTeX's style sheet speaks of. All others are dropped: they mean nothing to the page, or something else. */
export const katexClasses: ReadonlySet<string> = new Set(
  `katex katex-display katex-html katex-mathml katex-base katex-strut katex-newline katex-tag leqno fleqn
  textbf textit textrm textsf texttt textbb textfrak textboldfrak textscr textboldsf textitsf
  mathnormal mathit mathrm mathbf boldsymbol amsrm mathbb mathcal mathfrak mathboldfrak mathtt mathscr mathsf mathboldsf
  mathsfit mathitsf mainrm
  vlist vlist-t vlist-t2 vlist-r vlist-s pstrut katex-vbox katex-thinbox msupsub mfrac frac-line mspace katex-smash
  llap rlap clap katex-inner katex-fix katex-rule katex-overline overline-line katex-underline underline-line
  katex-hline katex-hdashline sqrt katex-root katex-sizing fontsize-ensurer delimsizing mult delim-size1 delim-size4
  nulldelimiter delimcenter op-symbol small-op large-op op-limits katex-accent accent-body accent-full katex-overlay
  mtable vertical-separator arraycolsep col-align-c col-align-l col-align-r mtr-glue eqn-num mml-eqn-num
  svg-align katex-stretchy hide-tail halfarrow-left halfarrow-right brace-left brace-center brace-right
  x-arrow x-arrow-pad mover munder cd-arrow-pad cd-vert-arrow cd-label-left cd-label-right
  boxpad fbox fcolorbox cancel-pad cancel-lap katex-sout angl anglpad reflectbox
  size1 size2 size3 size4 size5 size6 size7 size8 size9 size10 size11 reset-size1 reset-size2 reset-size3 reset-size4
  reset-size5 reset-size6 reset-size7 reset-size8 reset-size9 reset-size10 reset-size11`.split(/\s+/),
);
