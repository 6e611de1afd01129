import { linkLimit, normalisePath, resolvePath } from '../../base/path.ts';
import { EvaluationError } from '../error.ts';
import type { Files } from '../host.ts';

/** The path with all symbolic links in it replaced by what they point to. An error when it does not exist. */
export function resolveLinks(files: Files, path: string): string {
  let resolved = '/';
  let links = 0;
  const waiting = normalisePath(path).split('/').reverse();
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (part === '') continue;
    const next = resolvePath(resolved, part);
    const kind = files.kind(next);
    if (kind === undefined) throw new EvaluationError('missing-file', `path '${path}' does not exist`);
    if (kind !== 'symlink') resolved = next;
    else if (++links > linkLimit) throw new EvaluationError('missing-file', `too many symbolic links in '${path}'`);
    else {
      const target = files.readLink(next);
      if (target.startsWith('/')) resolved = '/';
      waiting.push(...target.split('/').reverse());
    }
  }
  return resolved;
}
