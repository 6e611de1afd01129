import { linkLimit } from '../base/path.ts';
import type { Disk } from './world.ts';

/** The path with all symbolic links resolved, as far as it exists; what is missing is added as it stands. */
export function realPath(disk: Disk, path: string): string {
  try {
    return disk.realPath(path);
  } catch {
    return realPathByParts(disk, path);
  }
}

/** As `realPath`, but a link at the end stays what it is. */
export function realPathOfEntry(disk: Disk, path: string): string {
  const match = /^(.*)\/([^/]+)$/.exec(path);
  const [, folder = '', name = ''] = match ?? [];
  if (!match || name === '.' || name === '..') return realPath(disk, path);
  return join(realPath(disk, folder || '/'), name);
}

function realPathByParts(disk: Disk, path: string): string {
  const rest = path.split('/').reverse();
  let real = '/';
  let links = 0;
  while (rest.length > 0) {
    const part = rest.pop();
    if (part === undefined || part === '' || part === '.') continue;
    if (part === '..') {
      real = real.slice(0, real.lastIndexOf('/')) || '/';
      continue;
    }
    const next = join(real, part);
    const target = linkTarget(disk, next);
    if (target === undefined) real = next;
    else {
      if (++links > linkLimit) return next;
      if (target.startsWith('/')) real = '/';
      rest.push(...target.split('/').reverse());
    }
  }
  return real;
}

function linkTarget(disk: Disk, path: string): string | undefined {
  try {
    return disk.readLink(path);
  } catch {
    return undefined;
  }
}

const join = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`);
