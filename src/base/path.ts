/** As many symbolic links in one path as Linux follows. */
export const linkLimit = 40;

/** An absolute path without `.`, `..`, doubled or trailing slashes; `..` at the root stays at the root. */
export function normalisePath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return `/${kept.join('/')}`;
}

/** `path` from `folder`, normalised. An absolute `path` stands alone. */
export function resolvePath(folder: string, path: string): string {
  return normalisePath(path.startsWith('/') ? path : `${folder}/${path}`);
}
