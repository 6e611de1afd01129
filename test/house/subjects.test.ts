import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const rooms = ['model', 'load', 'plan', 'loop', 'write/reasons', 'exchange'];
const named = /\b(?:service|target|pool|capacity) (?:"\$\{|\$\{key\})/;

/** Where findings are reported: the file with the line, the words of the call, and what stands just before it. */
function listReports(): readonly { readonly place: string; readonly call: string; readonly before: string }[] {
  const files = rooms.flatMap(room =>
    readdirSync(join('src', room), { recursive: true, encoding: 'utf8' }).map(name => join('src', room, name)),
  );
  return files
    .filter(file => file.endsWith('.ts'))
    .flatMap(file => {
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/findings\.(?:error|warning)\(/g)].map(({ index }) => ({
        place: `${file}:${text.slice(0, index).split('\n').length}`,
        call: text.slice(index, endOfCall(text, index)),
        before: text.slice(0, index).split('\n').slice(-9).join('\n'),
      }));
    });
}

/** Behind the parenthesis that closes the first one from here on. */
function endOfCall(text: string, start: number): number {
  let depth = 0;
  for (let i = text.indexOf('(', start); i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return i + 1;
  }
  return text.length;
}

/** The sentence: in the call, or the nearest one called `message` before it. */
function messageOf({ call, before }: { readonly call: string; readonly before: string }): string {
  if (!/\bmessage\b/.test(call)) return call;
  return before.slice(Math.max(0, before.lastIndexOf('const message'))) + call;
}

it('a finding that names a service, a target, a pool or a capacity says so to programs, too', () => {
  const reports = listReports();
  expect(reports.length).toBeGreaterThan(100);
  const without = reports.filter(report => named.test(messageOf(report)) && !/\bsubject\b|\bplace\b/.test(report.call));
  expect(without.map(({ place }) => place)).toEqual([]);
});
