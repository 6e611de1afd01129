import { UserError } from '../base/diagnostic.ts';
import { skipPieces } from '../base/skip-pieces.ts';
import { Source } from '../base/source.ts';
import { type Outline, outlineOf, outlineOfValue } from '../model/form/outline.ts';
import { recogniseForeignData, recogniseForeignText } from '../model/form/recognise-foreign.ts';
import { type ModelKind, recogniseOutline } from '../model/form/recognise-outline.ts';
import { parse } from '../nix/index.ts';
import { readData, tellForm } from './read-data.ts';

/**
 * Which model a text plainly is, in any form, without evaluating it; undefined where it may be anything. O(length).
 * @example recogniseModel('plan', '{ infrastructure }: { web = [ infrastructure.test1 ]; }') // 'distribution'
 */
export function recogniseModel(file: string, text: string): ModelKind | undefined {
  // A file of ids as this program writes it may have a million lines.
  if (text.startsWith('{\n  "ids" = {')) return 'ids file';
  const foreign = recogniseForeignText(text);
  if (foreign !== undefined) return foreign;
  try {
    const form = tellForm(file, text);
    if (form === 'xml') return recogniseRoot(text);
    const found = outline(form, text);
    return (form === 'nix' ? undefined : recogniseForeignData(found)) ?? recogniseOutline(found);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function outline(form: 'nix' | 'json' | 'yaml', text: string): Outline {
  return form === 'nix' ? outlineOf(parse(new Source('', text))) : outlineOfValue(readData(form, '', text));
}

function recogniseRoot(text: string): ModelKind | undefined {
  rootStart.lastIndex = skipPieces(text, beforeRoot);
  const root = rootStart.exec(text)?.[1];
  return root === undefined ? undefined : roots.get(root);
}

const beforeRoot = /\s+|<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>/y;
const rootStart = /<([\w-]+)/y;

const roots: ReadonlyMap<string, ModelKind> = new Map([
  ['services', 'services model'],
  ['infrastructure', 'infrastructure model'],
  ['distribution', 'distribution'],
  ['resources', 'ID resources model'],
  ['ids', 'ids file'],
  ['manifest', 'Disnix manifest'],
]);
