import { writeFileSync } from 'node:fs';
import { runIn } from '../harness.ts';

/** Runs command lines in a process of their own: a folder, a file to write, and the words in; what each run left, out. */
const [, , folder = '', output = '', given = '[]'] = process.argv;
const lines: readonly (readonly string[])[] = JSON.parse(given);
const runs: unknown[] = [];
for (const words of lines) runs.push(await runIn(folder, words));
writeFileSync(output, JSON.stringify(runs));
