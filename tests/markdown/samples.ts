/** Markdown as models write it, one kind of difficulty each. */
export const samples: Readonly<Record<string, string>> = {
  prose:
    'A first paragraph with **bold**, *italic*, ***both***, ~~gone~~ and `code`.\nIts second line.  \nA hard break above.\n\nAnother one.\n',
  headings: '# One\n\ntext\n\n### Three\n## Two\nSetext\n===\n\nOther\n---\n\n#### Four `code`\n',
  lists:
    '- one\n- two\n  - inner **bold**\n  - inner\n\n    loose text\n- three\n\n1. first\n2. second\n\n   ```js\n   let a = 1\n   ```\n10) other\n\n- [ ] to do\n- [x] done\n',
  tables:
    'Numbers:\n\n| Name | Count | Share |\n| :--- | ---: | :---: |\n| a \\| b | 1 | `x` |\n| **c** | 23 |\n\nText | without bars\n--- | ---\n1 | 2\n',
  fences:
    'Before\n```ts\nconst a: number = 1;\n\nif (a) {\n  // - no list\n}\n```\nafter\n\n~~~\nplain\n~~~\n\n    indented\n\n    code\n\n````md\n```js\ninner\n```\n````\n',
  longFence: `\`\`\`py\n${Array.from({ length: 120 }, (_, i) => `line(${i})`).join('\n')}\n\`\`\`\n\nend\n`,
  quotes: '> one\ntwo\n> > inner\n>\n> - list\n\n> next\n***\n> [!NOTE]\n> text\n',
  links:
    'See [docs](https://docs.example/a_(b) "title"), <https://auto.example>, https://bare.example/x, [rel](./x) and [mail](mailto:a@b.example).\n\n![chart](https://img.example/c.png) [![badge](https://img.example/b.svg)](https://ci.example)\n',
  references:
    'Early [one][a], [two][], [three] and ![pic][a].\n\n> [nested][b]\n\n- [item][late]\n\n[a]: https://a.example\n[two]: <https://two.example> "t"\n[three]:\n  https://three.example\n\n> [b]: https://b.example\n\ntext [one][a]\n[late]: https://no.example\n\n[late]: https://late.example\n"title"\n[a]: https://second.example\n',
  definitionTitles: '[a]: https://a.example\n"a title\nover lines"\n\n[b]: https://b.example\n"no title\n\n[a] [b]\n',
  math: 'Inline $x^2$ and \\(y\\), prices $5 and $10.\n\n$$\na\n+ b\n$$\n\nText\n\\[ \\sum_i x_i \\]\nmore $$z$$ text\n\n$$\nnever closed\n\nend\n',
  html: 'a <b>bold</b> <script>x</script>\n\n<div>\n\n*text*\n\n</div>\n<!-- no -->\n',
  entities: '&amp; &lt;b&gt; &copy; \\* \\_ &#35; AT&T &nbsp;x\n',
  rightToLeft: '# مرحبا\n\nشكرا **جزيلا** `code`\n\n- واحد\n- two\n\n> اقتباس\n\n| اسم | n |\n|--|--|\n| א | 1 |\n',
  cjk: '**中文。**后文，これは**「引用」**です。\n\n- 一\n- 二\n\n한국어**(Korean)**는\n',
  lineEnds: 'one\r\n\r\n- a\r\n- b\r\n\r\n```\r\nx\r\n```\r\rtwo\r',
  stray: '**open\n\n*also open `and\n\n[open](\n\n![open\n\n~~x\n\n| a\n\n| b | c\n\n- \n\n#\n\n1.',
  edges: 'text\n- \n\n-\n\n  x\n* * *\n- # heading in item\ntext\n\n\\\n\ttab\n',
};
