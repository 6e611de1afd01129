import type { Position } from '../../base/source.ts';
import { coerceToString, contextOf, textOf } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import { expectBoolean, expectList, expectPlainText, expectString } from '../expect.ts';
import { writeJsonObject } from '../formats/write-json.ts';
import type { Host } from '../host.ts';
import { addCall } from '../trace.ts';
import { AttributeSetValue, ContextString, force, type Slot, type Value } from '../value.ts';
import { decodeBase16 } from './base16.ts';
import type { Derivation, DerivationOutput } from './derivation.ts';
import { findHashAlgorithm, formatHash, type Hash, type HashAlgorithm, parseHash } from './hash.ts';
import { hashDerivation } from './hash-derivation.ts';
import { makeFixedOutputPath, makeOutputPath } from './store-path.ts';
import { writeDerivation } from './write-derivation.ts';

/** What the attributes say, before inputs and output paths are known. */
interface Draft {
  readonly name: string;
  readonly args: string[];
  readonly environment: Map<string, string>;
  readonly context: Set<string>;
  builder: string;
  system: string;
  outputs: readonly string[];
  outputHash: string | undefined;
  outputHashAlgorithm: string;
  recursive: boolean;
}

/**
 * `derivationStrict`: the set of `drvPath` and one path for each output, equal to what Nix computes, without writing
 * anything. The derivation is kept in the host's store, so that others can have it as their input and its `.drv` can be
 * read. Time: linear in the size of the attributes; sources among them are read and hashed once per run.
 */
export function computeDerivation(host: Host, attributes: AttributeSetValue): Value {
  const nameSlot = attributes.get('name');
  if (nameSlot === undefined) {
    throw new EvaluationError('missing-attribute', "attribute 'name' missing for call to 'derivationStrict'");
  }
  const position = attributes.positionOf('name');
  const name = expectPlainText(nameSlot, position);
  const draft = readAttributes(host, attributes, name, position);
  checkDraft(draft, position);
  const { inputDerivations, inputSources } = collectInputs(host, draft.context);
  const unfinished: Derivation = {
    name,
    inputDerivations,
    inputSources,
    system: draft.system,
    builder: draft.builder,
    args: draft.args,
    environment: draft.environment,
    outputs: new Map(),
  };
  const outputs =
    draft.outputHash === undefined
      ? addressByInput(host, unfinished, draft)
      : addressByContent(host, draft, draft.outputHash, position);
  return finish(host, { ...unfinished, outputs });
}

function readAttributes(
  host: Host,
  attributes: AttributeSetValue,
  name: string,
  position: Position | undefined,
): Draft {
  const flag = (key: string): boolean => {
    const slot = attributes.get(key);
    return slot !== undefined && expectBoolean(slot, attributes.positionOf(key));
  };
  const structured = flag('__structuredAttrs');
  const ignoreNulls = flag('__ignoreNulls');
  const draft: Draft = {
    name,
    args: [],
    environment: new Map(),
    context: new Set(),
    builder: '',
    system: '',
    outputs: ['out'],
    outputHash: undefined,
    outputHashAlgorithm: '',
    recursive: false,
  };
  const json: (readonly [string, Slot])[] = [];
  for (const [key, slot] of attributes.entries()) {
    if (key === '__ignoreNulls' || (structured && key === '__structuredAttrs')) continue;
    const at = attributes.positionOf(key) ?? position;
    try {
      if (ignoreNulls && force(slot) === null) continue;
      if (key === '__contentAddressed' || key === '__impure') refuseExperiment(key, expectBoolean(slot, at), at);
      else if (key === 'args') readArgs(host, draft, slot, at);
      else if (structured) {
        json.push([key, slot]);
        readStructured(draft, key, slot, at);
      } else readPlain(host, draft, key, slot, at);
    } catch (error) {
      if (at === undefined) throw error;
      const message = `while evaluating the attribute '${key}' of the derivation '${name}'`;
      throw addCall(error, { message, position: at }, host.settings);
    }
  }
  if (structured) draft.environment.set('__json', take(draft, writeJsonObject(host, json)));
  return draft;
}

/** Adds a string's context to the draft's and returns its text. */
function take(draft: Draft, value: string | ContextString): string {
  for (const element of contextOf(value)) draft.context.add(element);
  return textOf(value);
}

function readArgs(host: Host, draft: Draft, slot: Slot, position: Position | undefined): void {
  for (const element of expectList(slot, position)) {
    draft.args.push(take(draft, coerceToString(host, force(element), 'environment', position)));
  }
}

/** Everything becomes a string of the builder's environment; some names mean something besides. */
function readPlain(host: Host, draft: Draft, key: string, slot: Slot, position: Position | undefined): void {
  const text = take(draft, coerceToString(host, force(slot), 'environment', position));
  draft.environment.set(key, text);
  if (key === 'outputs') draft.outputs = checkOutputs(text.split(/[ \t\n\r]+/).filter(Boolean), position);
  else if (key === 'builder') draft.builder = text;
  else readSpecial(draft, key, () => text, position);
}

/**
 * With `__structuredAttrs` the attributes travel as JSON (written elsewhere); here are the names that mean something.
 */
function readStructured(draft: Draft, key: string, slot: Slot, position: Position | undefined): void {
  if (key === 'outputs') {
    const names = expectList(slot, position).map(element => expectPlainText(element, position));
    draft.outputs = checkOutputs(names, position);
  } else if (key === 'builder') draft.builder = take(draft, expectString(slot, position));
  else readSpecial(draft, key, () => expectPlainText(slot, position), position);
}

function readSpecial(draft: Draft, key: string, text: () => string, position: Position | undefined): void {
  if (key === 'system') draft.system = text();
  else if (key === 'outputHash') draft.outputHash = text();
  else if (key === 'outputHashAlgo') draft.outputHashAlgorithm = text();
  else if (key === 'outputHashMode') {
    const mode = text();
    if (mode !== 'recursive' && mode !== 'flat') {
      throw invalid(`invalid value '${mode}' for 'outputHashMode' attribute`, position, 'it is "flat" or "recursive"');
    }
    draft.recursive = mode === 'recursive';
  }
}

function refuseExperiment(key: string, wanted: boolean, position: Position | undefined): void {
  if (!wanted) return;
  const feature = key === '__impure' ? 'impure-derivations' : 'ca-derivations';
  throw new EvaluationError('not-supported', `experimental Nix feature '${feature}' is disabled`, position);
}

function checkOutputs(names: readonly string[], position: Position | undefined): readonly string[] {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw invalid(`duplicate derivation output '${name}'`, position);
    if (name === 'drv') throw invalid("invalid derivation output name 'drv'", position);
    seen.add(name);
  }
  if (names.length === 0) throw invalid('derivation cannot have an empty set of outputs', position);
  return names;
}

function checkDraft(draft: Draft, position: Position | undefined): void {
  for (const key of ['builder', 'system'] as const) {
    if (draft[key] === '') {
      throw new EvaluationError('missing-attribute', `required attribute '${key}' missing`, position);
    }
  }
  if (draft.name.endsWith('.drv')) throw invalid("derivation names are not allowed to end in '.drv'", position);
}

/** What a context means as inputs: outputs of derivations, derivations with all that they need, and plain sources. */
function collectInputs(
  host: Host,
  context: ReadonlySet<string>,
): Pick<Derivation, 'inputDerivations' | 'inputSources'> {
  const inputDerivations = new Map<string, Set<string>>();
  const inputSources = new Set<string>();
  const need = (path: string, output: string): void => {
    const outputs = inputDerivations.get(path);
    if (outputs) outputs.add(output);
    else inputDerivations.set(path, new Set([output]));
  };
  for (const element of context) {
    if (element.startsWith('=')) {
      for (const path of closure(host, element.slice(1))) {
        inputSources.add(path);
        const known = host.store.derivations.get(path);
        if (known) for (const output of known.derivation.outputs.keys()) need(path, output);
      }
    } else if (element.startsWith('!')) {
      const end = element.indexOf('!', 1);
      need(element.slice(end + 1), element.slice(1, end));
    } else inputSources.add(element);
  }
  return { inputDerivations, inputSources };
}

function closure(host: Host, storePath: string): ReadonlySet<string> {
  const reached = new Set([storePath]);
  for (const path of reached) for (const reference of host.store.references(path)) reached.add(reference);
  return reached;
}

/** A fixed output: its path is made from the hash of what it will hold. */
function addressByContent(
  host: Host,
  draft: Draft,
  outputHash: string,
  position: Position | undefined,
): Map<string, DerivationOutput> {
  if (draft.outputs.length !== 1 || draft.outputs[0] !== 'out') {
    throw invalid('multiple outputs are not supported in fixed-output derivations', position);
  }
  const hash = parseHashOrWarn(host, outputHash, findHashAlgorithm(draft.outputHashAlgorithm));
  const path = makeFixedOutputPath(host.createHash, draft.recursive, hash, draft.name);
  draft.environment.set('out', path);
  const method = `${draft.recursive ? 'r:' : ''}${hash.algorithm}`;
  return new Map([['out', { path, method, hash: formatHash(hash, 'base16') }]]);
}

/** Reads a hash; for an empty text, which means the zero hash, Nix warns. */
export function parseHashOrWarn(host: Host, text: string, algorithm: HashAlgorithm | undefined): Hash {
  const hash = parseHash(text, algorithm);
  if (text === '') host.warn(`warning: found empty hash, assuming '${formatHash(hash, 'sri')}'`);
  return hash;
}

/** Ordinary outputs: their paths are made from the hash of the derivation with these paths left empty. */
function addressByInput(host: Host, unfinished: Derivation, draft: Draft): Map<string, DerivationOutput> {
  const names = draft.outputs;
  for (const name of names) draft.environment.set(name, '');
  const masked = { ...unfinished, outputs: new Map(names.map(name => [name, { path: '' }])) };
  const hashes = hashDerivation(host.createHash, masked, host.store.derivations, true);
  const outputs = new Map<string, DerivationOutput>();
  for (const name of names) {
    const hash = decodeBase16(hashes.get(name) ?? '');
    const path = makeOutputPath(host.createHash, name, hash, unfinished.name);
    draft.environment.set(name, path);
    outputs.set(name, { path });
  }
  return outputs;
}

/** Remembers the derivation and makes the resulting set. */
function finish(host: Host, derivation: Derivation): Value {
  const text = writeDerivation(derivation);
  const references = [...derivation.inputSources, ...derivation.inputDerivations.keys()];
  const drvPath = host.store.addText(`${derivation.name}.drv`, text, [...new Set(references)]);
  if (!host.store.derivations.has(drvPath)) {
    const hashes = hashDerivation(host.createHash, derivation, host.store.derivations, false);
    host.store.derivations.set(drvPath, { derivation, hashes });
  }
  const entries: (readonly [string, Slot])[] = [['drvPath', new ContextString(drvPath, new Set([`=${drvPath}`]))]];
  for (const [name, { path }] of derivation.outputs) {
    entries.push([name, new ContextString(path, new Set([`!${name}!${drvPath}`]))]);
  }
  return AttributeSetValue.from(entries);
}

function invalid(message: string, position: Position | undefined, hint?: string): EvaluationError {
  return new EvaluationError('invalid-argument', message, position, hint);
}
