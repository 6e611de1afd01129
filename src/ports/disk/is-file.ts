import { lookAt } from './look-at.ts';

/**
 * Whether there is a file of that name (absolute path, byte string), perhaps behind links.
 * @throws InputError where nobody may look
 */
export function isFile(path: string): boolean {
  return lookAt(path)?.isFile() === true;
}

/** Whether there is a folder of that name (absolute path, byte string), perhaps behind links. @throws as `isFile` */
export function isFolder(path: string): boolean {
  return lookAt(path)?.isDirectory() === true;
}
