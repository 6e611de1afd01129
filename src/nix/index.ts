/**
 * The face of this room: the Nix expression language, from text to lazy values and back to text. Other rooms import
 * from here alone.
 * @example
 * const host = createNodeHost(); // from ports: this machine's disk, hashes and memory
 * writeNixExpression(host.evaluateText('sum', '{ three = 1 + 2; }', '/')); // '{\n  three = 3;\n}\n'
 */
export { call, Primop } from './call.ts';
export { callWithArguments, takesOthers } from './call-with-arguments.ts';
export { lessThan } from './compare.ts';
export { createHost, type HostOptions } from './create-host.ts';
export { equalValues } from './equal.ts';
export { EvaluationError } from './error.ts';
export { describeValue, expectAttributeSet, expectBoolean, expectList, expectPlainText, isList } from './expect.ts';
export { callFlake } from './flakes/call-flake.ts';
export { forceDeep } from './force-deep.ts';
export { parseJson, parseJsonFile } from './formats/parse-json.ts';
export { writeJson } from './formats/write-json.ts';
export { writeXml } from './formats/write-xml.ts';
export type { Host } from './host.ts';
export { defaultNixVersion, type NixVersion, nixVersions } from './nix-version.ts';
export { parse } from './parse/parse.ts';
export { type Expression, isExpression, type Select } from './parse/syntax.ts';
export { escapeString } from './print/escape-string.ts';
export { printValue } from './print/print-value.ts';
export { withoutColours } from './print/without-colours.ts';
export { writeNixExpression } from './print/write-nix-expression.ts';
export { selectPath, splitPath } from './select-path.ts';
export { type CreateHash, hashText } from './store/hash.ts';
export { tooDeep } from './trace.ts';
export { update } from './update.ts';
export {
  AttributeSetValue,
  ContextString,
  force,
  HintedSet,
  lazy,
  NixFloat,
  NixFunction,
  type NixList,
  NixPath,
  Shape,
  type Slot,
  Thunk,
  type Value,
} from './value.ts';
export type { Disk, EntryKind, Memory } from './world.ts';
