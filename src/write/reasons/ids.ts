import { aboutService, type Diagnostic, InputError } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import { describeNoId, describeRange, kindNames } from '../../model/describe-range.ts';
import type { HeldNumbers } from '../../model/id-resources.ts';
import type { PoolKind } from '../../model/pool-kind.ts';
import type { HeldPorts, IdPlan, NoNumbers, Outcome, PinConflictAtPlace, PinsCollide } from '../../plan/index.ts';
import { nameHolder } from '../name-holder.ts';

/** Why services got no ids: a finding for each pin that cannot be, or for each pool that has too few ids. */
export function describeNoIds(reason: NoNumbers | PinsCollide): readonly Diagnostic[] {
  return reason.kind === 'no-numbers' ? reason.pools.map(describeDryPool) : reason.conflicts.map(describePinConflict);
}

/**
 * Pins that cannot be are mistakes of the input.
 * @throws InputError with all findings and the pins, where it is pins that leave no ids
 */
export function refusePinConflicts(plan: Outcome<IdPlan> | undefined, findings: Findings): void {
  if (plan === undefined || plan.kind === 'planned' || plan.reason.kind !== 'pin-conflict') return;
  throw new InputError([...findings.all, ...describeNoIds(plan.reason)]);
}

/** A pin that cannot be: outside the ids of its pool, or on the numbers of another pin. */
export function describePinConflict({
  service,
  owner,
  pool,
  id,
  other,
  held,
  position,
}: PinConflictAtPlace): Diagnostic {
  if (held !== undefined) {
    return {
      severity: 'error',
      code: 'pin-collision',
      message: `service "${service}" pins ${id} of the pool "${pool.name}", but ${describeHolder(held)} there`,
      position,
      hint: `pin another id, or give service "${held.service}" another port`,
      subject: aboutService(owner),
    };
  }
  if (other === undefined) {
    return {
      severity: 'error',
      code: 'pin-range',
      message: `service "${service}" pins ${id}, ${describeNoId(pool, id)}`,
      position,
      hint: 'pin an id of the pool, which may be a reserved one, or change the pool',
      subject: aboutService(owner),
    };
  }
  if (other.service === service && (pool.sameAs ?? pool.name) !== pool.name) {
    const pins = `${id} of the pool "${pool.name}" and ${other.id} of the pool "${other.pool}"`;
    return {
      severity: 'error',
      code: 'pin-collision',
      message: `service "${service}" pins ${pins}, which are coupled (sameAs): it has one number for both`,
      position,
      hint: 'pin one of them: it is for both',
      subject: aboutService(owner),
    };
  }
  return {
    severity: 'error',
    code: 'pin-collision',
    message: `service "${service}" pins ${id} of the pool "${pool.name}", which collides with ${other.id} of the pool "${other.pool}", pinned by service "${other.service}"`,
    position,
    hint: 'let one of them pin another id, or none',
    subject: aboutService(owner),
  };
}

/** Who holds which numbers, and how that is known: `service "proxy" has the port 8081 (httpPort)`. */
function describeHolder(held: Pick<HeldPorts, keyof HeldNumbers | 'container'>, kind: PoolKind = 'port'): string {
  const { service, from, to, by } = held;
  const who = service === undefined ? nameHolder(held) : `service "${service}"`;
  return `${who} has the ${kindNames[kind]} ${from === to ? from : `${from}-${to}`} (${by})`;
}

function describeDryPool({ pool, services, held }: NoNumbers['pools'][number]): Diagnostic {
  const where = pool.scope === 'machine' ? ' on their machines' : '';
  const both = pool.sameAs === undefined ? '' : ` that is free in "${pool.sameAs}", too`;
  const others =
    held.length === 0
      ? ''
      : `; ${nameSomeSorted(
          held.map(one => describeHolder(one, pool.kind)),
          10,
        )}`;
  const verb = services.length === 1 ? 'gets' : 'get';
  return {
    severity: 'error',
    code: 'pool-dry',
    message: `pool "${pool.name}" (${describeRange(pool)}) has no id left${where}${both}: ${nameSomeSorted(services, 20)} ${verb} nothing${others}`,
    position: pool.position,
    hint: `raise its max, or let fewer services ask for an id of it`,
    subject: { kind: 'pool', name: pool.name },
  };
}
