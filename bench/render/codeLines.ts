import type { Chance } from '../chaos/createChance.ts';

/** The languages of the corpus. */
export const codeLanguages = ['typescript', 'python', 'sql', 'json', 'bash'] as const;
export type CodeLanguage = (typeof codeLanguages)[number];

const names = ['reply', 'block', 'line', 'token', 'reader', 'buffer', 'delta', 'frame', 'count', 'state'];

const templates: Record<CodeLanguage, readonly ((a: string, b: string, n: number) => string)[]> = {
  typescript: [
    (a, b, n) => `export const ${a}${n} = (${b}: readonly string[]): number => ${b}.length + ${n};`,
    (a, b) => `  if (${a} === undefined) throw new RangeError('No ${b} was found.');`,
    (a, b, n) => `  for (let at = 0; at < ${n}; at += 1) ${a}.push(\`\${${b}}-\${at}\`);`,
    (a, b) => `  // The ${a} is kept until its ${b} is complete.`,
    (a, b, n) => `  const { ${a}, ${b} = ${n} } = await read(${a}, { signal });`,
    () => '}',
  ],
  python: [
    (a, b, n) => `def ${a}_${n}(${b}: list[str]) -> int:`,
    (a, b) => `    return sum(len(${a}) for ${a} in ${b} if ${a} is not None)`,
    (a, b, n) => `    ${a}["${b}"] = f"{${b}}:{${n}}"  # keep the ${b}`,
  ],
  sql: [
    (a, b, n) => `SELECT ${a}.id, count(*) AS ${b}s FROM ${a} WHERE ${a}.${b} > ${n}`,
    (a, b) => `  GROUP BY ${a}.id ORDER BY ${b}s DESC;`,
  ],
  json: [
    (a, b, n) => `  { "${a}": "${b}", "at": ${n}, "final": true },`,
    (a, _, n) => `  { "${a}": [${n}, ${n + 1}, null], "final": false },`,
  ],
  bash: [
    (a, b, n) => `for ${a} in $(seq 1 ${n}); do echo "$${a} ${b}" >> ${b}.log; done`,
    (a, b) => `grep -v '^#' ${a}.txt | sort -u > "${b}.txt" # only what is new`,
  ],
};

/** Lines of code by chance; they are coloured as real ones are, and do not compile. */
export function codeLines(chance: Chance, language: CodeLanguage, count: number): string[] {
  return Array.from({ length: count }, () =>
    chance.pick(templates[language])(chance.pick(names), chance.pick(names), chance.between(1, 500)),
  );
}
