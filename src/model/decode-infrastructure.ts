import { aboutTarget } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { didYouMean } from '../base/suggest.ts';
import { AttributeSetValue, describeValue, force, type Value } from '../nix/index.ts';
import { readAttribute } from './decode-value.ts';
import type { InfrastructureModel, Target } from './infrastructure.ts';

const keysWithMeaning = ['clientInterface', 'containers', 'numOfCores', 'properties', 'system', 'targetProperty'];

/**
 * Checks an infrastructure model and gives it types. Forces the targets, `properties` and `containers`, not what is in
 * them. Wrong parts are left out of the result and told to `findings`. O(targets + containers).
 */
export function decodeInfrastructure(value: Value, file: string, findings: Findings): InfrastructureModel {
  const targets = new Map<string, Target>();
  if (!(value instanceof AttributeSetValue)) {
    findings.error(
      'infrastructure-model',
      `the infrastructure model is ${describeValue(value)}, but must be an attribute set`,
      { file, hint: 'an infrastructure model maps names to machines: { test1 = { properties.hostname = "test1"; }; }' },
    );
    return { targets };
  }
  for (const [name, slot] of value.entries()) {
    const position = value.positionOf(name);
    const set = findings.attempt(() => force(slot));
    if (set instanceof AttributeSetValue) {
      checkSpelling(name, set, findings);
      targets.set(name, {
        name,
        properties: readSet(name, set, 'properties', findings) ?? set,
        containers: readContainers(name, set, findings),
        attributes: set,
        position,
      });
    } else if (set !== undefined) {
      findings.error('target', `target "${name}" is ${describeValue(set)}, but must be an attribute set`, {
        position,
        file,
        subject: aboutTarget(name),
      });
    }
  }
  return { targets };
}

function readContainers(name: string, set: AttributeSetValue, findings: Findings): Map<string, AttributeSetValue> {
  const containers = new Map<string, AttributeSetValue>();
  const all = readSet(name, set, 'containers', findings);
  for (const [container, slot] of all?.entries() ?? []) {
    const value = findings.attempt(() => force(slot));
    if (value instanceof AttributeSetValue) containers.set(container, value);
    else if (value !== undefined) {
      const message = `container "${container}" of target "${name}" is ${describeValue(value)}, but must be an attribute set`;
      findings.error('container', message, { position: all?.positionOf(container), subject: aboutTarget(name) });
    }
  }
  return containers;
}

function readSet(
  name: string,
  set: AttributeSetValue,
  property: string,
  findings: Findings,
): AttributeSetValue | undefined {
  const found = findings.attempt(() => readAttribute(set, property));
  if (found === undefined) return undefined;
  if (found.value instanceof AttributeSetValue) return found.value;
  const message = `${property} of target "${name}" is ${describeValue(found.value)}, but must be an attribute set`;
  findings.error('target-property', message, { position: found.position, subject: aboutTarget(name) });
  return undefined;
}

function checkSpelling(target: string, set: AttributeSetValue, findings: Findings): void {
  for (const name of set.shape.names) {
    if (name.length < 7 || keysWithMeaning.includes(name)) continue;
    const hint = didYouMean(name, keysWithMeaning);
    if (hint === undefined) continue;
    findings.error('misspelt-key', `target "${target}" has the unknown key "${name}"`, {
      position: set.positionOf(name),
      hint,
      subject: aboutTarget(target),
    });
  }
}
