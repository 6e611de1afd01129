import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Lane } from './rounds.ts';

/**
 * What starts another program or a browser, or needs the built program (`ui` serves its planner); deployers are programs, and who
 * makes one sets its mode.
 */
const starters =
  /'(?:node:child_process|(?:playwright|puppeteer)-core|[./]*built\.ts)'|--deploy-command|chmodSync|\['ui'/;

/** What takes seconds by its nature says so, with its reason. */
const slow = /^\/\/ Not in the fast lane: /m;

/** In the fast lane this module finds no referee, so what asks it is skipped. */
const quietThere = normalize('test/nix/referee.ts');

/**
 * The files of tests that a lane runs. It is read off the files: the fast lane leaves out those that start anything, themselves or
 * by what they import from `test/`, and those that say that they are slow; the long lane runs those whose number of rounds it decides.
 */
export function filesOf(lane: Lane): readonly string[] {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts'))
    .map(file => join('test', file))
    .sort();
  if (lane === 'fast') return files.filter(file => !isLeftOut(file, new Set()));
  return lane === 'long' ? files.filter(file => /\brounds\(/.test(readFileSync(file, 'utf8'))) : files;
}

function isLeftOut(file: string, seen: Set<string>): boolean {
  if (seen.has(file) || file === quietThere) return false;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  if (starters.test(text) || slow.test(text)) return true;
  const imported = [...text.matchAll(/from '(\.[^']*\.ts)'/g)].map(([, path = '']) =>
    normalize(join(dirname(file), path)),
  );
  return imported.some(path => path.startsWith('test/') && isLeftOut(path, seen));
}
