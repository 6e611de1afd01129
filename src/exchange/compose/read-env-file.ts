import { Position, Source } from '../../base/source.ts';
import type { SourceFile } from '../document/read-documents.ts';
import type { ImportLog } from '../import-log.ts';

/**
 * The variables of an environment file: lines `NAME=value`, perhaps behind `export`; blank lines and those that begin
 * with `#` say nothing. Values in quotes are taken without them, and of others what follows ` #` is a comment. A name
 * alone has no value. Lines that are wrong are told.
 */
export function readEnvFile({ name: file, text }: SourceFile, log: ImportLog): ReadonlyMap<string, string> {
  const source = new Source(file, text);
  const variables = new Map<string, string>();
  let offset = 0;
  for (const line of text.split('\n')) {
    const position = new Position(source, offset);
    offset += line.length + 1;
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const [, name, isSet, value = ''] = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*(=?)(.*)$/.exec(content) ?? [];
    if (name === undefined || (isSet === '' && value !== '')) {
      log.error('env-file', 'this line sets no variable', position, 'write NAME=value');
    } else if (isSet !== '') variables.set(name, unquote(value.trim()));
  }
  return variables;
}

function unquote(value: string): string {
  const [, double, single] = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')(?:\s+#.*)?$/.exec(value) ?? [];
  if (double !== undefined)
    return double.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
  return single ?? value.replace(/\s+#.*$/, '');
}
