/** The forms in which models are written. */
export type TextForm = 'nix' | 'json' | 'yaml' | 'xml';

/**
 * The form of a model's text: as the ending of its name says (`.json`, `.yaml`, `.yml`, `.nix`), except that XML is
 * told by its first tag whatever the name; without such an ending by how the text begins. What may be Nix is Nix: only
 * where a text begins with `key:`, as mappings in YAML and plain functions in Nix do, `isNix` is asked. O(length).
 * @example formOfText('-', '{ "web": { "dependsOn": [ "db" ] } }', () => true) // 'json'
 */
export function formOfText(name: string, text: string, isNix: (text: string) => boolean): TextForm {
  if (xmlStart.test(text)) return 'xml';
  const ending = /\.(json|yaml|yml|nix)$/.exec(name)?.[1];
  if (ending === 'yml') return 'yaml';
  if (ending === 'json' || ending === 'yaml') return ending;
  if (jsonStart.test(text)) return 'json';
  if (yamlStart.test(text)) return 'yaml';
  if (ending === 'nix') return 'nix';
  const key = /^(?:\s*#[^\n]*\n|\s*\n)*([A-Za-z_][\w'-]*):(?=\s)/.exec(text)?.[1];
  if (key === undefined) return 'nix';
  // A function of Nix that is worth its name uses its argument.
  const isUsed = text.split(new RegExp(`(?<![\\w'-])${key}(?![\\w'-])`)).length > 2;
  return isUsed && isNix(text) ? 'nix' : 'yaml';
}

const mark = '(?:\\xef\\xbb\\xbf)?';
/** `<nixpkgs>` is Nix; the root of a model has a name of its own, or attributes, or follows a declaration. */
const roots = '<(?:services|infrastructure|distribution|resources|ids|manifest)(?:\\s[^<>]*)?/?>';
const xmlStart = new RegExp(`^(?:\\xff\\xfe|\\xfe\\xff|${mark}\\s*(?:<\\?xml|<!--|${roots}))`);
/** An object with a name in quotes, or with nothing in it: `{ }` is the same in Nix. */
const jsonStart = new RegExp(`^${mark}\\s*\\{\\s*(?:"(?:[^"\\\\]|\\\\.)*"\\s*:|\\}\\s*$)`);
const yamlStart = new RegExp(`^${mark}(?:%YAML|---(?:\\s|$))`);
