import { readFileSync } from 'node:fs';

/** An example of a document: a program, and what it prints. */
export interface ApiExample {
  /** The heading that it stands under. */
  readonly title: string;
  readonly program: string;
  readonly output: string;
}

/** The examples of a document: each block of TypeScript, and the block of text that follows it. */
export function apiExamplesIn(file: string): ApiExample[] {
  const text = readFileSync(file, 'utf8');
  const block = /^(#+ [^\n]*)$|^```ts\n(.*?)^```\n\n```text\n(.*?)^```$/gms;
  let title = '';
  return [...text.matchAll(block)].flatMap(([, heading, program, output]) => {
    if (heading !== undefined) title = heading.replace(/^#+ /, '');
    return program === undefined ? [] : [{ title, program, output: output ?? '' }];
  });
}

/** How many blocks of TypeScript a document has: none may lack its output. */
export function countPrograms(file: string): number {
  return readFileSync(file, 'utf8').match(/^```ts$/gm)?.length ?? 0;
}

/** The program for a module that has no `await` at its top, as those of CommonJS. */
export function wrapInFunction(program: string): string {
  const imports = program.match(/^import [^;]*;\n/gm)?.join('') ?? '';
  return `${imports}async function main() {\n${program.slice(imports.length)}}\nvoid main();\n`;
}

/** The programs in the comments of a source file. */
export function commentExamplesIn(file: string): string[] {
  const blocks = readFileSync(file, 'utf8').matchAll(/^ \* ```ts\n(.*?)^ \* ```$/gms);
  return [...blocks].map(([, lines = '']) => lines.replaceAll(/^ \* ?/gm, ''));
}
