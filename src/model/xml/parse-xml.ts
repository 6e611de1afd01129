import { toBytes } from '../../base/bytes.ts';
import { InputError } from '../../base/diagnostic.ts';
import { type Position, Source } from '../../base/source.ts';
import { TextPlaces } from '../../base/text-places.ts';
import { decodeXmlText } from './decode-xml-text.ts';

/** An element of an XML document. Names, attribute values and texts are byte strings. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, all pieces joined. */
  readonly text: string;
  readonly position: Position;
}

type MutableElement = XmlElement & { readonly children: XmlElement[]; text: string };

/** Elements inside elements; a model needs about ten. */
const depthLimit = 1000;

/**
 * The root element of an XML document. Entities other than XML's own five are refused, and no document type is read, so
 * no text can grow while it is parsed. The parser is handed in, for most runs need none. O(length), also where all of
 * it is one line.
 * @throws InputError for text that is not well-formed, with line and column
 */
export function parseXml(name: string, bytes: string, { SaxesParser }: typeof import('saxes')): XmlElement {
  const text = decodeXmlText(name, bytes);
  const source = new Source(name, toBytes(text));
  const parser = new SaxesParser({ position: true });
  const open: MutableElement[] = [];
  let root: MutableElement | undefined;
  const places = new TextPlaces(source, text);
  let start = 0;
  const refuse = (message: string): never => {
    const hint = message.includes('entity')
      ? 'only &amp; &lt; &gt; &quot; &apos; and character references are known'
      : undefined;
    const position = places.at(parser.position);
    throw new InputError([{ severity: 'error', code: 'xml', message, position, hint }]);
  };
  if (/^[^<]*[^<\s\ufeff]/.test(text)) {
    const message = 'this is no XML: it does not begin with "<"';
    throw new InputError([{ severity: 'error', code: 'xml', message, file: name, remedy: { kind: 'form-of-models' } }]);
  }
  parser.on('error', error => refuse(toBytes(error.message.replace(/^.*?\d+:\d+: /, '').replace(/\.$/, ''))));
  parser.on('doctype', text => {
    if (text.includes('[')) refuse('a document type with declarations is not accepted');
  });
  parser.on('opentagstart', () => {
    start = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('opentag', tag => {
    if (open.length >= depthLimit) refuse(`elements are nested more than ${depthLimit} deep`);
    const element: MutableElement = {
      name: toBytes(tag.name),
      attributes: new Map(Object.entries(tag.attributes).map(([key, value]) => [key, toBytes(value as string)])),
      children: [],
      text: '',
      position: places.at(start),
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element) element.text += toBytes(text);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  return root ?? refuse('there is no element in the document');
}
