import { InputError, UserError } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { withArticle } from '../base/with-article.ts';
import { deployedDistribution } from '../exchange/disnix/deployed-places.ts';
import { readManifestElement } from '../exchange/disnix/read-manifest.ts';
import { isIdsFile } from '../model/form/is-ids-file.ts';
import { outlineOfValue } from '../model/form/outline.ts';
import { isOtherReport, modelOfReport, partOfReport } from '../model/form/part-of-report.ts';
import {
  type ForeignKind,
  importedAs,
  recogniseForeignData,
  recogniseForeignText,
} from '../model/form/recognise-foreign.ts';
import { parseXml, type XmlElement } from '../model/xml/parse-xml.ts';
import { type ModelKind, readModel } from '../model/xml/read-model.ts';
import type { Value } from '../nix/index.ts';
import { loadSaxes } from '../ports/load-saxes.ts';
import { type ModelText, readData } from './read-data.ts';

/**
 * The value of a model that is written as data: JSON, YAML, or XML of the original toolset. A manifest of Disnix is a
 * distribution. Of what this program prints with `--json` it is the part that is the model. Undefined for Nix.
 * @param what what messages call the model
 * @throws UserError where the text is wrong, or is another model, or a file of another tool
 */
export function readModelData({ name, text, form }: ModelText, what: string): Value | undefined {
  if (form === 'nix') return tellForeignText(name, text, what);
  if (form === 'xml') return readXml(name, text, what);
  const value = readOwnData(form, name, text, what);
  if (what === 'distribution' && isOtherReport(value)) throw noModel(name, what);
  if (what === 'distribution' || what === 'ids file') return partOfReport(value, what);
  const model = modelOfReport(value, what);
  if (model === undefined) throw noModel(name, what);
  return model;
}

/**
 * The value of data that are no file of another tool: such a file would pass for a model with a service called
 * `services`.
 */
function readOwnData(form: 'json' | 'yaml', name: string, text: string, what: string): Value {
  try {
    const value = readData(form, name, text);
    refuseForeign(name, recogniseForeignData(outlineOfValue(value)), what);
    return value;
  } catch (error) {
    // Objects of Kubernetes come as several documents, which no model is.
    if (error instanceof UserError) tellForeignText(name, text, what);
    throw error;
  }
}

function noModel(file: string, what: string): InputError {
  const message = `this is what a command printed with --json, and has no ${what} in it`;
  return new InputError([{ severity: 'error', code: 'no-model', message, file }]);
}

function tellForeignText(name: string, text: string, what: string): undefined {
  return refuseForeign(name, recogniseForeignText(text), what);
}

/** @throws InputError where there is a file of another tool */
function refuseForeign(file: string, kind: ForeignKind | undefined, what: string): undefined {
  if (kind === undefined) return;
  const message = `this is ${withArticle(kind)}, but must be ${withArticle(what)}`;
  const remedy = { kind: 'import-models', name: importedAs[kind] } as const;
  throw new InputError([{ severity: 'error', code: 'file-of-others', message, file, remedy }]);
}

/** As `readModelData` of a plan, which may be a distribution or ids. */
export function readPlanData({ name, text, form }: ModelText): Value | undefined {
  if (form === 'nix') return tellForeignText(name, text, 'plan');
  if (form === 'xml') {
    const root = parseXml(name, text, loadSaxes());
    return readRoot(root, root.name === 'ids' ? 'ids' : 'distribution');
  }
  const value = readOwnData(form, name, text, 'plan');
  return partOfReport(value, isIdsFile(value) ? 'ids file' : 'distribution');
}

/**
 * What the XML of each model is called, by what messages call the model. QoS models and the like are functions, which
 * have no XML.
 */
const xmlKinds: Readonly<Record<string, ModelKind>> = {
  'services model': 'services',
  'infrastructure model': 'infrastructure',
  distribution: 'distribution',
  'ID resources model': 'resources',
  'ids file': 'ids',
};

/** A text that the user says is XML; models that have no XML stay what they are. */
export function asXml(text: ModelText, what: string): ModelText {
  return Object.hasOwn(xmlKinds, what) ? { ...text, form: 'xml' } : text;
}

/** What Disnix says is deployed is a distribution, too. What is odd in a manifest matters only to who asks for it. */
function readRoot(root: XmlElement, kind: ModelKind): Value {
  if (root.name !== 'manifest' || kind !== 'distribution') return readModel(root, kind);
  return deployedDistribution(readManifestElement(root, new Findings()));
}

function readXml(name: string, text: string, what: string): Value {
  const kind = Object.hasOwn(xmlKinds, what) ? xmlKinds[what] : undefined;
  if (kind !== undefined) return readRoot(parseXml(name, text, loadSaxes()), kind);
  const message = `the ${what} is XML, which has no form for it`;
  throw new InputError([
    { severity: 'error', code: 'xml', message, file: name, hint: 'write it in Nix, JSON or YAML' },
  ]);
}
