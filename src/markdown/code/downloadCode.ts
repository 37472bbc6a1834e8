/** File name endings by common names; the rest is text. */
const endings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Bash: 'sh',
    C: 'c',
    'C#': 'cs',
    'C++': 'cpp',
    CSS: 'css',
    CSV: 'csv',
    Dart: 'dart',
    Diff: 'diff',
    Elixir: 'ex',
    Go: 'go',
    GraphQL: 'graphql',
    Haskell: 'hs',
    HTML: 'html',
    INI: 'ini',
    Java: 'java',
    JavaScript: 'js',
    JSON: 'json',
    JSX: 'jsx',
    Kotlin: 'kt',
    LaTeX: 'tex',
    Lua: 'lua',
    Makefile: 'mk',
    Markdown: 'md',
    Mermaid: 'mmd',
    Perl: 'pl',
    PHP: 'php',
    PowerShell: 'ps1',
    Protobuf: 'proto',
    Python: 'py',
    R: 'r',
    Ruby: 'rb',
    Rust: 'rs',
    Scala: 'scala',
    SCSS: 'scss',
    Shell: 'sh',
    SQL: 'sql',
    Svelte: 'svelte',
    Swift: 'swift',
    Terraform: 'tf',
    TOML: 'toml',
    TSX: 'tsx',
    TypeScript: 'ts',
    Vue: 'vue',
    XML: 'xml',
    YAML: 'yaml',
    Zig: 'zig',
  }),
);

/**
 * Saves code as a file that ends with a line break, as files do. The name never comes from the reply.
 * @param name the common name of its language.
 */
export function downloadCode(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text === '' ? '' : `${text}\n`], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name === 'Dockerfile' ? name : `code.${endings.get(name) ?? 'txt'}`;
  link.click();
  // Some browsers read the blob long after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
