/** How many bytes a folder's name may have on the usual file systems. */
const most = 255;

/**
 * A group's name as the name of a folder: what could leave the folder or upset a file system is written in hexadecimal.
 * What is longer than file systems allow is cut, and told apart by a hash of the whole.
 * @example folderName('a/b.c') // 'a=2Fb=2Ec'
 */
export function folderName(name: string): string {
  const whole = name.replace(
    /[^ A-Za-z0-9_\x80-\xff-]/g,
    byte => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  if (whole.length <= most) return whole;
  const mark = `=~${fingerprint(name)}`; // "=~" is in no other name
  return cutBytes(whole, most - mark.length) + mark;
}

/** The folder's name (bytes) as a segment of a URL. */
export function folderUrl(name: string): string {
  return folderName(name).replace(/[^A-Za-z0-9_-]/g, byte => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** The beginning, up to so many bytes, that ends in no half of a character. */
function cutBytes(bytes: string, length: number): string {
  let end = length;
  while (end > length - 3 && (bytes.charCodeAt(end) & 0xc0) === 0x80) end--;
  return bytes.slice(0, end).replace(/=[0-9A-F]?$/, '');
}

/** FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo, 1991): names that begin alike have folders of their own. */
function fingerprint(bytes: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte.charCodeAt(0))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
