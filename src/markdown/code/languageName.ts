/** How a fence's language is called in its header, for example `TypeScript` for `ts`; unknown ones keep their own spelling. */
export function languageName(language: string): string {
  return commonName(language) ?? (/^(plain|text|txt|plaintext)?$/i.test(language) ? 'Text' : language.slice(0, 24));
}

/** The common name of a fence's language, if it is one that we know and that has something to colour. */
export function commonName(language: string): string | undefined {
  return names.get(language.toLowerCase());
}

/** Common names, each followed by what else it is called in fences. In one text, because it is loaded before the first reply. */
const table = `Bash|C|C# cs csharp|C++ cc cpp cxx hpp|CSS|CSV|Dart|Diff patch|Dockerfile docker|Elixir ex exs|Go golang|GraphQL gql
Haskell hs|HTML htm|INI|Java|JavaScript cjs js mjs|JSON json5 jsonc|JSX|Kotlin kt kts|LaTeX tex|Lua|Makefile make|Markdown md|Mermaid
Perl pl|PHP|PowerShell ps1 pwsh|Protobuf proto|Python py python3|R|Ruby rb|Rust rs|Scala|SCSS|Shell console sh zsh|SQL|Svelte|Swift
Terraform hcl tf|TOML|TSX|TypeScript cts mts ts|Vue|XML svg|YAML yml|Zig`;

// A Map, not an object: the key is a word of the reply, and `__proto__` is a word.
const names: ReadonlyMap<string, string> = new Map(
  table.split(/[|\n]/).flatMap((row) => {
    const ids = row.split(' ');
    return ids.map((id): [string, string] => [id.toLowerCase(), ids[0] ?? id]);
  }),
);
