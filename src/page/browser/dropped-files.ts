import type { PlaygroundFiles } from '../playground-call.ts';

/** More than a model has; what is larger was dropped by mistake. */
const mostBytes = 4_000_000;
const mostFiles = 500;

/** Files that somebody brought, and whether they are a folder, which is a whole of its own. */
export interface BroughtFiles {
  readonly files: PlaygroundFiles;
  readonly isFolder: boolean;
}

/** What was dropped: files by their names, those of folders by their paths inside. */
export async function readDropped({ items, files }: DataTransfer): Promise<BroughtFiles> {
  // Entries are there during the event only: they are taken before anything is waited for.
  const entries = [...items].flatMap(item => item.webkitGetAsEntry?.() ?? []);
  const folders = entries.filter(entry => entry.isDirectory);
  const plain = [...files];
  if (folders.length === 0) return readFiles(plain);
  const found = await Promise.all(folders.map(folder => listFiles(folder, '')));
  return { files: await readTexts(found.flat()), isFolder: true };
}

/** Files that were chosen. */
export async function readFiles(files: readonly File[]): Promise<BroughtFiles> {
  return { files: await readTexts(files.map(file => [file.name, file] as const)), isFolder: false };
}

async function readTexts(files: readonly (readonly [path: string, file: File])[]): Promise<PlaygroundFiles> {
  const small = files.filter(([, { size }]) => size <= mostBytes).slice(0, mostFiles);
  const texts = await Promise.all(small.map(async ([path, file]) => [path, await file.text()] as const));
  // What is no text is no model.
  return Object.fromEntries(texts.filter(([, text]) => !text.includes('\0')));
}

/** The files of a folder, hidden ones left out. */
async function listFiles(entry: FileSystemEntry, path: string): Promise<readonly (readonly [string, File])[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [[path, file]];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A folder is read in portions, until one is empty.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    all.push(...some);
  }
  const shown = all.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
  const inside = shown.map(one => listFiles(one, path === '' ? one.name : `${path}/${one.name}`));
  return (await Promise.all(inside)).flat();
}
