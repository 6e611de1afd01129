import { expectPlainText } from '../expect.ts';
import { parseJson } from '../formats/parse-json.ts';
import { parseToml } from '../formats/parse-toml.ts';
import { writeJson } from '../formats/write-json.ts';
import { writeXml } from '../formats/write-xml.ts';
import type { Builtin } from '../host.ts';
import { languages } from '../nix-version.ts';

/** The builtins that read and write other formats. */
export const formats: readonly Builtin[] = [
  { name: 'toJSON', arity: 1, run: (host, value) => writeJson(host, value) },
  {
    name: 'fromJSON',
    arity: 1,
    run: ({ settings, limits }, text) => parseJson(expectPlainText(text), languages[settings.nixVersion], limits),
  },
  { name: 'toXML', arity: 1, run: (host, value) => writeXml(host, value) },
  {
    name: 'fromTOML',
    arity: 1,
    run: ({ settings, limits }, text) => parseToml(expectPlainText(text), languages[settings.nixVersion], limits),
  },
];
