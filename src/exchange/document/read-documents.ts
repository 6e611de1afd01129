import { Source } from '../../base/source.ts';
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
  return isJson ? [readJsonNode(source)] : readYamlNodes(source, loadYaml(), tags);
}
