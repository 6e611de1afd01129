import { InputError } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { deployedDistribution } from '../exchange/disnix/deployed-places.ts';
import { readManifestElement } from '../exchange/disnix/read-manifest.ts';
import { partOfReport } from '../model/form/part-of-report.ts';
import { parseXml, type XmlElement } from '../model/xml/parse-xml.ts';
import { type ModelKind, readModel } from '../model/xml/read-model.ts';
import { AttributeSetValue, type Value } from '../nix/index.ts';
import { loadSaxes } from '../ports/load-saxes.ts';
import { type ModelText, readData } from './read-data.ts';

/**
 * The value of a model that is written as data: JSON, YAML, or XML of the original toolset. A manifest of Disnix is a
 * distribution. Of what this program prints
 * with `--json` it is the part that is the model. Undefined for Nix.
 * @param what what messages call the model
 * @throws UserError where the text is wrong, or is another model
 */
export function readModelData({ name, text, form }: ModelText, what: string): Value | undefined {
  if (form === 'nix') return undefined;
  if (form === 'xml') return readXml(name, text, what);
  const value = readData(form, name, text);
  return what === 'distribution' || what === 'ids file' ? partOfReport(value, what) : value;
}

/** As `readModelData` of a plan, which may be a distribution or ids. */
export function readPlanData({ name, text, form }: ModelText): Value | undefined {
  if (form === 'nix') return undefined;
  if (form === 'xml') {
    const root = parseXml(name, text, loadSaxes());
    return readRoot(root, root.name === 'ids' ? 'ids' : 'distribution');
  }
  const value = readData(form, name, text);
  const isIds = value instanceof AttributeSetValue && value.has('lastAssignments');
  return partOfReport(value, isIds ? 'ids file' : 'distribution');
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
