import type { Findings } from '../base/findings.ts';
import { resolvePath } from '../base/path.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import type { Distribution } from '../model/distribution.ts';
import { parseXml } from '../model/xml/parse-xml.ts';
import { readModel } from '../model/xml/read-model.ts';
import { AttributeSetValue, force, parseJson, type Value } from '../nix/index.ts';
import { loadSaxes } from '../ports/load-saxes.ts';
import type { LoadedModels } from './load-models.ts';
import { nameUsedTargets } from './name-used-targets.ts';
import type { World } from './world.ts';

/**
 * A plan in any form that the tools print or read, told by how the text begins: Nix (what a function of
 * `{ infrastructure }` gives, or a plain set), JSON (the set itself, or an object of `--json` that has it as
 * `distribution`), or XML. Where anything may come (`any`), a function of `{ infrastructure }` can be read without that
 * model: its targets are names.
 * @throws UserError
 */
export function readAnyForm(
  file: string,
  kind: 'distribution' | 'ids' | 'any',
  { evaluator, infrastructure }: LoadedModels,
  { folder, standardInput }: World,
): Value {
  const text = file === '-' ? standardInput() : evaluator.host.files.read(resolvePath(folder, file));
  if (/^\s*</.test(text)) {
    const root = parseXml(file, text, loadSaxes());
    return readModel(root, kind === 'any' ? (root.name === 'ids' ? 'ids' : 'distribution') : kind);
  }
  if (/^\s*\{\s*("(?:[^"\\]|\\.)*"\s*:|\}\s*$)/.test(text)) return partOfReport(parseJson(text));
  const targets: (readonly [string, Value])[] =
    kind === 'any' && infrastructure.targets.size === 0
      ? [...nameUsedTargets(file, text, evaluator.hints.infrastructure)].map(name => [name, name])
      : [...infrastructure.targets].map(([name, { attributes }]) => [name, attributes]);
  return evaluator.evaluateModel(file, 'distribution', [['infrastructure', AttributeSetValue.from(targets)]]);
}

/** What is around a distribution, or beside the ids, in an object of `--json`. */
const reportKeys = ['changes', 'version'];

/** What a planner prints with `--json` has the distribution beside other things; the ids stand among them. */
function partOfReport(value: Value): Value {
  if (!(value instanceof AttributeSetValue)) return value;
  const part = value.get('distribution');
  const inner = part === undefined ? undefined : force(part);
  if (inner instanceof AttributeSetValue) return inner;
  return value.has('lastAssignments')
    ? AttributeSetValue.from([...value.entries()].filter(([key]) => !reportKeys.includes(key)))
    : value;
}

/** An earlier plan in any form. Services and targets that are gone since are left out. */
export function readPreviousPlan(
  file: string,
  models: LoadedModels,
  world: World,
  findings: Findings,
): Distribution | undefined {
  return findings.attempt(() => {
    const value = readAnyForm(file, 'distribution', models, world);
    return decodeDistribution(value, file, models, findings, 'drop');
  });
}
