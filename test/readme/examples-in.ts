import { readFileSync } from 'node:fs';

/** The examples of a document: fenced `console` blocks, each with commands (`$ …`) and what they print. */
export function examplesIn(file: string): { command: string; output: string }[] {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/^```console\n(.*?)^```/gms)].map(([, block = '']) => block);
  return blocks.flatMap(block =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map(part => {
        const end = part.indexOf('\n');
        return { command: part.slice(0, end), output: part.slice(end + 1) };
      }),
  );
}
