import { escapeString } from '../nix/index.ts';

const keywords = ['assert', 'else', 'if', 'in', 'inherit', 'let', 'or', 'rec', 'then', 'with'];

/** A name as people write it in Nix: quoted only where it must be. */
export function writeNixName(name: string): string {
  return /^[A-Za-z_][\w'-]*$/.test(name) && !keywords.includes(name) ? name : escapeString(name);
}
