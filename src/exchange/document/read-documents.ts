import { InputError, UserError } from '../../base/diagnostic.ts';
import { Position, Source } from '../../base/source.ts';
import type { Yaml } from '../../model/yaml-text.ts';
import type { DataNode } from './data-node.ts';
import { readJsonNode } from './read-json-node.ts';
import { readYamlNodes } from './read-yaml-nodes.ts';

/** A file that was given: the name that messages show, and its bytes. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The documents of a file: JSON where it begins like a text of it, else YAML, which may have several.
 * @param tags the YAML tags that the format knows
 * @throws InputError with line and column
 */
export function readDocuments(
  file: SourceFile,
  loadYaml: () => Yaml,
  tags: readonly string[] = [],
): readonly DataNode[] {
  const source = new Source(file.name, file.text);
  const isJson = /^(?:\xef\xbb\xbf)?[ \t\r\n]*(?:\{[ \t\r\n]*["}]|\[[ \t\r\n]*["{[\]])/.test(file.text);
  if (isJson) return [readJsonNode(source)];
  try {
    return readYamlNodes(source, loadYaml(), tags);
  } catch (error) {
    if (error instanceof UserError) refuseTemplate(source);
    throw error;
  }
}

/** What is filled in where YAML has values or lines of its own: of Helm, say. */
const templateStart = /^[^"'#\n]*?(\{\{-?\s*(?:[.$/]|(?:if|else|range|with|include|template|define|end|toYaml)\b))/m;

/** @throws InputError where a text that is no YAML is a template: what is told of its braces leads nowhere */
function refuseTemplate(source: Source): void {
  const found = templateStart.exec(source.text);
  if (found === null) return;
  throw new InputError([
    {
      severity: 'error',
      code: 'template',
      message: 'this is a template, which another program fills in',
      position: new Position(source, found.index + found[0].indexOf('{{')),
      hint: 'give what that program prints: helm template CHART > objects.yaml',
    },
  ]);
}
