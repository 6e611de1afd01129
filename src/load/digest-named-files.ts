import { UserError } from '../base/diagnostic.ts';
import { compareNames } from '../base/order.ts';
import { resolvePath } from '../base/path.ts';
import { Source } from '../base/source.ts';
import { type Expression, type Host, hashText, isExpression, parse } from '../nix/index.ts';

/** More than this is no model's own: the rest is left out. */
const mostFiles = 10_000;

/**
 * Absolute path → digest, in byte order, of all files that models import or name by a path, whether or not anybody
 * evaluates that: packages are not evaluated, but another recipe is another package. Of Nix the expression counts, not
 * how it is written: comments, blanks and the order of attributes are no change; of other files the bytes. Of a folder
 * all files count, of a path with an expression in it (`./pkgs/${name}`) those of the folder up to there. Files that do
 * not exist, and `.git`, count nothing, nor do models that are data, whose values are known. O(bytes).
 * @param models absolute paths
 * @param isOwn whether a file is one that this program writes, which says nothing of the models
 * @throws EvaluationError where a model is there and cannot be read
 */
export function digestNamedFiles(
  models: readonly string[],
  { files: disk, createHash }: Pick<Host, 'files' | 'createHash'>,
  isOwn: (path: string) => boolean,
): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  const seen = new Set<string>();
  const open = [...models];
  for (let path = open.shift(); path !== undefined && digests.size < mostFiles; path = open.shift()) {
    const folder = path;
    if (seen.has(path) || isOwn(path)) continue;
    seen.add(path);
    const isModel = models.includes(path);
    const found = look(path, disk, isModel);
    if (found === undefined) continue;
    if (typeof found !== 'string') {
      open.push(...found.filter(name => name !== '.git').map(name => resolvePath(folder, name)));
      continue;
    }
    const tree = isModel || path.endsWith('.nix') ? tryToParse(path, found) : undefined;
    if (tree === undefined && isModel) continue;
    digests.set(path, hashText(createHash, 'sha256', tree === undefined ? found : syntaxText(tree)));
    if (tree !== undefined) open.push(...listPaths(path, tree));
  }
  return new Map([...digests].sort(([a], [b]) => compareNames(a, b)));
}

/** The text of a file, the names in a folder; undefined for what is neither, or cannot be read and is no model. */
function look(path: string, disk: Host['files'], isModel: boolean): string | readonly string[] | undefined {
  try {
    const isFolder = disk.kind(`${path}/.`) === 'directory';
    return isFolder ? disk.list(path).map(([name]) => name) : disk.read(path);
  } catch (error) {
    if (error instanceof UserError && !(isModel && disk.exists(path))) return undefined;
    throw error;
  }
}

/** The paths that an expression has, absolute. */
function listPaths(file: string, tree: Expression): readonly string[] {
  const folder = resolvePath(file, '..');
  const paths: string[] = [];
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (isExpression(node) && node.kind === 'path') {
      const [first = '', ...others] = node.parts;
      if (typeof first === 'string' && !first.startsWith('~')) {
        paths.push(resolvePath(folder, others.length === 0 ? first : `${first.slice(0, first.lastIndexOf('/'))}/.`));
      }
      open.push(...others);
    } else open.push(...Object.values(node));
  }
  return paths;
}

function tryToParse(file: string, text: string): Expression | undefined {
  try {
    return parse(new Source(file, text));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * An expression as a text that does not tell where its parts stand, nor in which order attributes are written. What
 * several names are inherited from is written once: the tree has it once, and a text of all of them could be endless.
 */
function syntaxText(tree: Expression): string {
  const told = new Set<object>();
  return JSON.stringify(tree, (name, value: unknown) => {
    if (name === 'at') return undefined;
    if (typeof value === 'bigint') return String(value);
    if (name === 'subject' && typeof value === 'object' && value !== null) {
      if (told.has(value)) return 'as before';
      told.add(value);
    }
    return name === 'statics' && Array.isArray(value) ? sortByName(value) : value;
  });
}

function sortByName(bindings: readonly { readonly name: string }[]): readonly { readonly name: string }[] {
  return bindings.toSorted((a, b) => compareNames(a.name, b.name));
}
