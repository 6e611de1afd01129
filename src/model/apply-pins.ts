import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { nameSome } from '../base/name-some.ts';
import { inReadingOrder } from '../base/natural-order.ts';
import type { Position } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { describeValue } from '../nix/index.ts';
import { readAttribute, textOf } from './decode-value.ts';
import type { Distribution, Mapping } from './distribution.ts';
import type { ServicesModel } from './service.ts';

/** A service says itself where it goes. */
export interface Pin {
  readonly service: string;
  readonly target: string;
  readonly position?: Position | undefined;
}

/**
 * The candidates that are left when services that say `pinnedTo = "test1";` keep only that target, and the pins, by
 * service. A pin to a target that is not among the candidates of the service, or that is not a string, is reported to
 * `findings` and leaves the candidates as they are. O(services + candidates).
 */
export function applyPins(
  candidates: Distribution,
  model: ServicesModel,
  findings: Findings,
): { readonly candidates: Distribution; readonly pins: ReadonlyMap<string, Pin> } {
  const mappings = new Map<string, readonly Mapping[]>();
  const pins = new Map<string, Pin>();
  for (const [key, list] of candidates.mappings) {
    const service = model.services.get(key);
    const pin = service && findings.attempt(() => readAttribute(service.attributes, 'pinnedTo'));
    if (pin === undefined || pin.value === null) {
      mappings.set(key, list);
      continue;
    }
    const target = textOf(pin.value);
    if (target !== undefined) pins.set(key, { service: key, target, position: pin.position });
    const left = list.filter(mapping => mapping.target === target);
    mappings.set(key, left.length > 0 ? left : list);
    if (target === undefined) {
      const message = `pinnedTo of service "${key}" is ${describeValue(pin.value)}, but must be the name of a target`;
      findings.error('pin', message, {
        position: pin.position,
        hint: 'write pinnedTo = "test1";',
        subject: aboutService(key),
      });
    } else if (left.length === 0 && list.length > 0) {
      // Without candidates there is no plan, whatever the pin says: that is the planner's answer, not a mistake of the
      // pin.
      const names = list.map(mapping => mapping.target);
      findings.error('pin', `service "${key}" is pinned to "${target}", which is not among its candidates`, {
        position: pin.position,
        hint: didYouMean(target, names) ?? `its candidates are ${nameSome(inReadingOrder(names), 8)}`,
        subject: aboutService(key),
      });
    }
  }
  return { candidates: { mappings }, pins };
}
