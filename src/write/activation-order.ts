import type { ActivationOrder, NoOrder, OrderedService } from '../plan/index.ts';
import type { Json } from './json.ts';

const ways = { dependsOn: '', activatesAfter: ' (activatesAfter)', container: ' (its container)' } as const;

/** The waves in lines: of services with what they wait for, then, with a plan, of machines. */
export function writeActivationOrder({ waves, machines }: ActivationOrder): string {
  const lines = [
    ...waves.flatMap((wave, i) => [`wave ${i + 1}`, ...wave.map(one => `  ${describeService(one)}`)]),
    ...(machines === undefined || machines.length === 0 ? [] : ['', 'machines']),
    ...(machines ?? []).map((groups, i) => `  wave ${i + 1}: ${groups.map(describeGroup).join('; ')}`),
  ];
  return lines.map(line => `${line}\n`).join('');
}

function describeService({ service, targets, waitsFor }: OrderedService): string {
  const where = targets.length === 0 ? '' : ` on ${targets.join(', ')}`;
  const others = waitsFor.map(({ service: other, because }) => `${other}${ways[because[0] ?? 'dependsOn']}`);
  return `${service}${where}${others.length === 0 ? '' : `, after ${others.join(', ')}`}`;
}

function describeGroup(group: readonly string[]): string {
  return group.length === 1 ? group.join('') : `${group.join(', ')} together, since they wait for each other`;
}

/** The same as data. */
export function activationOrderToJson({ waves, machines }: ActivationOrder): Json {
  return {
    version: 1,
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

/** Why there is no order, in lines. */
export function writeNoOrder({ circles }: NoOrder): string {
  const lines = circles.map(circle => `  ${[...circle, circle[0] ?? ''].join(' -> ')}\n`);
  return `there is no order: services wait for each other in a circle\n${lines.join('')}`;
}

/** The same as data. */
export function noOrderToJson({ circles }: NoOrder): Json {
  return { version: 1, status: 'circular', circles: circles.map(circle => [...circle]) };
}
