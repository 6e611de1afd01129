import { fromBytes, toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import { TextPlaces } from '../base/text-places.ts';

/** The library, handed in: most runs never need it. */
export type Yaml = typeof import('yaml');

/** A text as the library wants it, and where its parts are in the bytes. */
export interface YamlText {
  readonly text: string;
  readonly places: TextPlaces;
}

/** @throws InputError where the bytes are no UTF-8 */
export function decodeYamlText(source: Source): YamlText {
  const text = fromBytes(source.text);
  if (toBytes(text) === source.text) return { text, places: new TextPlaces(source, text) };
  throw new InputError([{ severity: 'error', code: 'yaml', message: 'the text is no UTF-8', file: source.name }]);
}

/** What the library says of a mistake, and where. */
interface YamlMistake {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** @throws InputError with all mistakes that the library found, in their order, if there are any */
export function refuseMistakes(mistakes: readonly YamlMistake[], places: TextPlaces): void {
  if (mistakes.length === 0) return;
  const inOrder = [...mistakes].sort((a, b) => a.pos[0] - b.pos[0]);
  throw new InputError(
    inOrder.map(({ code, message, pos }) => ({
      severity: 'error',
      code: 'yaml',
      message: toBytes(lowerFirst(code === 'MULTIPLE_DOCS' ? 'there is more than one document' : message)),
      position: places.at(pos[0]),
    })),
  );
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
}

/** The key of a mapping as a name: one that is no text is named as it is written. */
export function nameOfKey({
  value,
  source,
}: {
  readonly value: unknown;
  readonly source?: string | undefined;
}): string {
  return toBytes(typeof value === 'string' ? value : String(source ?? ''));
}
