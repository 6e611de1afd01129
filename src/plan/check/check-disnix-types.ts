import { aboutService, aboutTarget, type Subject } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { readAttribute, textOf } from '../../model/decode-value.ts';
import { AttributeSetValue, describeValue, type Value } from '../../nix/index.ts';
import type { CheckInput } from './check-input.ts';
import { isForDisnix } from './is-for-disnix.ts';

/** What Disnix takes under a name. */
interface Wanted {
  readonly name: string;
  readonly what: string;
  readonly example: string;
  readonly isFit: (value: Value) => boolean;
}

const isText = (value: Value): boolean => textOf(value) !== undefined;

const ofServices: readonly Wanted[] = [
  { name: 'deployState', what: 'a Boolean', example: 'true', isFit: value => typeof value === 'boolean' },
  { name: 'providesContainer', what: 'a string', example: '"mysql-database"', isFit: isText },
  {
    name: 'providesContainers',
    what: 'an attribute set',
    example: '{ mysql-database = { }; }',
    isFit: value => value instanceof AttributeSetValue,
  },
];

const ofTargets: readonly Wanted[] = [
  { name: 'system', what: 'a string', example: '"x86_64-linux"', isFit: isText },
  { name: 'targetProperty', what: 'a string', example: '"hostname"', isFit: isText },
  { name: 'clientInterface', what: 'a string', example: '"disnix-ssh-client"', isFit: isText },
  // With none nothing is ever transferred or activated there, which shows once all is built.
  {
    name: 'numOfCores',
    what: 'an integer from 1 on',
    example: '1',
    isFit: value => typeof value === 'number' && value >= 1,
  },
];

/**
 * What Disnix reads of services and targets, and fails for where it is of another type. Models of services that have no
 * package are not written for it. O(services + targets).
 */
export function checkDisnixTypes({ services, infrastructure }: CheckInput, findings: Findings): void {
  if (!isForDisnix(services)) return;
  for (const { key, attributes } of services.services.values()) {
    checkTypes(attributes, ofServices, `service "${key}"`, aboutService(key), findings);
  }
  for (const { name, attributes } of infrastructure.targets.values()) {
    checkTypes(attributes, ofTargets, `target "${name}"`, aboutTarget(name), findings);
  }
}

function checkTypes(
  attributes: AttributeSetValue,
  all: readonly Wanted[],
  whose: string,
  subject: Subject,
  findings: Findings,
): void {
  for (const { name, what, example, isFit } of all) {
    const found = findings.attempt(() => readAttribute(attributes, name));
    if (found === undefined || isFit(found.value)) continue;
    const isCount = typeof found.value === 'number' && name === 'numOfCores';
    const shown = isCount ? String(found.value) : describeValue(found.value);
    const message = `${name} of ${whose} is ${shown}, but Disnix takes ${what}`;
    findings.warning('wrong-type', message, { position: found.position, hint: `write ${name} = ${example};`, subject });
  }
}
