/** The name of a file, relative to a folder where it lies inside; also with a place behind it (`file:line:column`). */
export function shortenPath(path: string, folder: string | undefined): string {
  return folder !== undefined && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
