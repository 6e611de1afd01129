/**
 * The measures of the source, as a table: how long files and functions are, how much of what is exported says what it is, which
 * files import each other in a circle. Nothing is judged here; the tests in this folder do that.
 *
 *   npx tsx test/house/measure.ts [TREE …]       by default the present tree; one column a tree
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';
import { circlesOf } from './circles.ts';

const width = 120;
const longFunction = 60;

/** A node of a syntax tree in the form of ESTree; what else it has depends on its type. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Measures {
  readonly [measure: string]: string | number;
}

const trees = process.argv.slice(2);
const columns = (trees.length === 0 ? ['.'] : trees).map(tree => ({ tree, measures: measure(join(tree, 'src')) }));
console.log(`| measure | ${columns.map(({ tree }) => tree).join(' | ')} |`);
console.log(`|---|${columns.map(() => '---:|').join('')}`);
for (const name of Object.keys(columns[0]?.measures ?? {})) {
  console.log(`| ${name} | ${columns.map(({ measures }) => measures[name]).join(' | ')} |`);
}

function measure(source: string): Measures {
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .sort();
  const files = names.map(name => ({ name, text: readFileSync(join(source, name), 'utf8') }));
  const lengths = files.map(({ text }) => linesIn(text)).sort((a, b) => a - b);
  const largest = files.reduce((most, file) => (linesIn(file.text) > linesIn(most.text) ? file : most));
  const parsed = files.map(({ name, text }) => ({ name, text, program: parse(name, text) }));
  const functions = parsed.flatMap(({ name, text, program }) =>
    functionsIn(program).map(node => ({ name, lines: linesIn(text.slice(node.start, node.end)) })),
  );
  const longest = functions.reduce((most, one) => (one.lines > most.lines ? one : most));
  const exported = parsed.flatMap(({ text, program }) => exportsIn(program).map(node => isDocumented(text, node)));
  const documented = exported.filter(Boolean).length;
  const imports = new Map(parsed.map(({ name, program }) => [name, importsIn(name, program)]));
  const circles = circlesOf(imports);
  return {
    files: files.length,
    lines: lengths.reduce((sum, length) => sum + length, 0),
    'median file': lengths[lengths.length >> 1] ?? 0,
    'largest file': `${linesIn(largest.text)} (${largest.name})`,
    functions: functions.length,
    [`functions over ${longFunction} lines`]: functions.filter(({ lines }) => lines > longFunction).length,
    'longest function': `${longest.lines} (${longest.name})`,
    'circles of imports': `${circles.length} (${circles.flat().length} files)`,
    'exports documented': `${documented} of ${exported.length} (${((100 * documented) / exported.length).toFixed(0)} %)`,
    'reads of options by a string': parsed.reduce((sum, { text }) => sum + stringReads(text), 0),
    [`lines over ${width} columns`]: files.reduce((sum, { text }) => sum + wideLines(text), 0),
  };
}

function parse(name: string, text: string): Node {
  const { program, errors } = parseSync(name, text);
  if (errors.length > 0) throw new Error(`${name}: ${errors[0]?.message}`);
  return program as unknown as Node;
}

/** Lines as `wc -l` counts them, and one more for a text that does not end in a line end. */
function linesIn(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function wideLines(text: string): number {
  return text.split('\n').filter(line => line.length > width).length;
}

/** `options.has('…')`, `.text('…')`, `.texts('…')`, `.number('…')`, and reads of a bag of arguments by a quoted name. */
function stringReads(text: string): number {
  return (
    text.match(/\b(?:options|given|arguments_|args|argv)\s*(?:\.(?:has|text|texts|number)\(|\[)\s*'[a-z-]+'/g)
      ?.length ?? 0
  );
}

function* nodesIn(value: unknown): Iterable<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  if (typeof value !== 'object' || value === null || !('type' in value)) return;
  yield value as Node;
  for (const inner of Object.values(value)) yield* nodesIn(inner);
}

function functionsIn(program: Node): readonly Node[] {
  const kinds = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
  return [...nodesIn(program)].filter(({ type }) => kinds.has(type));
}

/** The statements that export something declared in them. */
function exportsIn(program: Node): readonly Node[] {
  const statements = program['body'] as readonly Node[];
  return statements.filter(({ type, declaration }) => /^Export(?:Named|Default)/.test(type) && declaration != null);
}

/** Whether a doc comment stands right before a node. */
function isDocumented(text: string, { start }: Node): boolean {
  const before = text.slice(0, start).trimEnd();
  return before.endsWith('*/') && before.slice(before.lastIndexOf('/*')).startsWith('/**');
}

/** The files of the tree that a file imports at its top, types included: a circle of types is a circle of readers, too. */
function importsIn(name: string, program: Node): readonly string[] {
  const statements = program['body'] as readonly Node[];
  const sources = statements.flatMap(({ source }) => (source as { value: string } | null | undefined)?.value ?? []);
  return sources.filter(path => path.startsWith('.')).map(path => normalize(join(dirname(name), path)));
}
