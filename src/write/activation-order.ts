import { aboutService, type Diagnostic } from '../base/diagnostic.ts';
import { nameCircle } from '../base/name-circle.ts';
import { sortNaturally, sortNaturallyBy } from '../base/natural-order.ts';
import type { ServicesModel } from '../model/service.ts';
import type { ActivationOrder, NoOrder, OrderedService } from '../plan/index.ts';
import type { JsonObject } from './json.ts';

const ways = { dependsOn: '', activatesAfter: ' (activatesAfter)', container: ' (its container)' } as const;

/** The waves in lines: of services with what they wait for, then, with a plan, of machines. */
export function writeActivationOrder({ waves, machines }: ActivationOrder): string {
  const lines = [
    ...waves.flatMap((wave, i) => [
      `wave ${i + 1}`,
      ...sortNaturallyBy(wave, one => one.service).map(one => `  ${describeService(one)}`),
    ]),
    ...(machines === undefined || machines.length === 0 ? [] : ['', 'machines']),
    ...(machines ?? []).map((groups, i) => `  wave ${i + 1}: ${sortNaturally(groups.map(describeGroup)).join('; ')}`),
  ];
  return lines.map(line => `${line}\n`).join('');
}

function describeService({ service, targets, waitsFor }: OrderedService): string {
  const where = targets.length === 0 ? '' : ` on ${sortNaturally(targets).join(', ')}`;
  const others = sortNaturallyBy(waitsFor, one => one.service).map(
    ({ service: other, because }) => `${other}${ways[because[0] ?? 'dependsOn']}`,
  );
  return `${service}${where}${others.length === 0 ? '' : `, after ${others.join(', ')}`}`;
}

function describeGroup(group: readonly string[]): string {
  return group.length === 1
    ? group.join('')
    : `${sortNaturally(group).join(', ')} together, since they wait for each other`;
}

/** The same as data. */
export function activationOrderToJson({ waves, machines }: ActivationOrder): JsonObject {
  return {
    status: 'ordered',
    waves: waves.map(wave =>
      wave.map(({ service, targets, waitsFor }) => ({
        service,
        targets,
        waitsFor: waitsFor.map(({ service: other, because }) => ({ service: other, because })),
      })),
    ),
    machines: machines === undefined ? null : machines.map(groups => groups.map(group => [...group])),
  };
}

/** Why there is no order: an error at the first service of the first circle, with all circles. */
export function describeNoOrder({ circles }: NoOrder, { services }: ServicesModel): Diagnostic {
  const [first = ''] = circles[0] ?? [];
  return {
    severity: 'error',
    code: 'no-order',
    message: 'there is no order: services wait for each other in a circle',
    position: services.get(first)?.position,
    notes: circles.map(nameCircle),
    hint: 'use connectsTo for a dependency that need not be there before the service starts',
    subject: aboutService(first),
  };
}

/** The same as data. */
export function noOrderToJson({ circles }: NoOrder): JsonObject {
  return { status: 'circular', circles: circles.map(circle => [...circle]) };
}
