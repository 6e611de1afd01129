/**
 * A group's name as the name of a folder: what could leave the folder or upset a file system is written in hexadecimal.
 */
export function folderName(name: string): string {
  return name.replace(
    /[^ A-Za-z0-9_\x80-\xff-]/g,
    byte => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** The folder's name (bytes) as a segment of a URL. */
export function folderUrl(name: string): string {
  return folderName(name).replace(/[^A-Za-z0-9_-]/g, byte => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
