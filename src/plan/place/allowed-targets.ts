import type { Findings } from '../../base/findings.ts';
import { type Amount, readWrittenAmount } from '../../model/amount.ts';
import { listOf, readAttribute } from '../../model/decode-value.ts';
import type { InfrastructureModel, Target } from '../../model/infrastructure.ts';
import type { MatchRule, PropertyTest, RuleNames, TargetRule } from '../../model/policy.ts';
import { scalarText } from '../../model/scalar.ts';
import type { ServicesModel } from '../../model/service.ts';
import { type AttributeSetValue, force } from '../../nix/index.ts';

/** Which targets the rules `only`, `avoid` and `match` leave a service. Each rule looks at each target once. */
export class AllowedTargets {
  readonly #services: ServicesModel;
  readonly #infrastructure: InfrastructureModel;
  readonly #findings: Findings;
  readonly #byRule = new Map<RuleNames, ReadonlySet<string>>();
  readonly #byTexts = new Map<string, ReadonlySet<string>>();

  constructor(services: ServicesModel, infrastructure: InfrastructureModel, findings: Findings) {
    this.#services = services;
    this.#infrastructure = infrastructure;
    this.#findings = findings;
  }

  /** Undefined where the rule does not speak of the service. */
  find(rule: RuleNames & (TargetRule | MatchRule), service: string): ReadonlySet<string> | undefined {
    if (rule.kind === 'match') return this.#match(rule, service);
    if (!rule.services.includes(service)) return undefined;
    let allowed = this.#byRule.get(rule);
    if (allowed === undefined) {
      const isOnly = rule.kind === 'only';
      allowed = this.#select(target => this.#passes(rule, target) === isOnly);
      this.#byRule.set(rule, allowed);
    }
    return allowed;
  }

  #match({ property, by }: MatchRule, service: string): ReadonlySet<string> | undefined {
    const set = this.#services.services.get(service)?.attributes;
    const wanted = set && this.#texts(set, property);
    if (wanted === undefined) return undefined;
    const key = JSON.stringify([by, wanted]);
    let allowed = this.#byTexts.get(key);
    if (allowed === undefined) {
      allowed = this.#select(({ properties }) =>
        (this.#texts(properties, by) ?? []).some(text => wanted.includes(text)),
      );
      this.#byTexts.set(key, allowed);
    }
    return allowed;
  }

  #select(isAllowed: (target: Target) => boolean): ReadonlySet<string> {
    return new Set([...this.#infrastructure.targets.values()].filter(isAllowed).map(({ name }) => name));
  }

  #passes({ on, where }: TargetRule, { name, properties }: Target): boolean {
    if (on !== undefined && !on.includes(name)) return false;
    return where.every(test => this.#passesTest(test, properties));
  }

  #passesTest(test: PropertyTest, properties: AttributeSetValue): boolean {
    if ('oneOf' in test) return (this.#texts(properties, test.property) ?? []).some(text => test.oneOf.includes(text));
    const found = this.#findings.attempt(() => readAttribute(properties, test.property));
    const amount = found && readWrittenAmount(found.value);
    if (amount === undefined) return false;
    const { least, most } = test;
    return (least === undefined || !isLess(amount, least)) && (most === undefined || !isLess(most, amount));
  }

  /** A text, a number or a list of them as texts; undefined where there is none. */
  #texts(set: AttributeSetValue, property: string): readonly string[] | undefined {
    const found = this.#findings.attempt(() => readAttribute(set, property));
    if (found === undefined || found.value === null) return undefined;
    return (listOf(found.value) ?? [found.value]).flatMap(slot => {
      const value = this.#findings.attempt(() => force(slot));
      return (value === undefined ? undefined : scalarText(value)) ?? [];
    });
  }
}

function isLess(a: Amount, b: Amount): boolean {
  return a.units * 10n ** BigInt(b.scale) < b.units * 10n ** BigInt(a.scale);
}
