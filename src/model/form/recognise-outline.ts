import { isIdsByNames } from './is-ids-file.ts';
import type { Outline } from './outline.ts';
import type { ForeignKind } from './recognise-foreign.ts';

/** The models that can be told by how they look. */
export type ModelKind =
  | 'services model'
  | 'infrastructure model'
  | 'distribution'
  | 'ID resources model'
  | 'ids file'
  | 'QoS model'
  | 'policy'
  | 'docs configuration'
  | 'saved plan'
  | 'network of NixOS machines'
  | 'Disnix manifest'
  | 'certificate'
  | 'Nix function'
  | ForeignKind;

/** Which model an outline plainly is; undefined where it may be anything. */
export function recogniseOutline(outline: Outline): ModelKind | undefined {
  return rules.find(([, holds]) => holds(outline))?.[0];
}

/** The most telling marks come first. */
const rules: readonly (readonly [ModelKind, (outline: Outline) => boolean])[] = [
  ['QoS model', ({ formals = [] }) => formals.some(name => qosArguments.includes(name))],
  ['services model', ({ formals = [] }) => formals.includes('invDistribution')],
  ['ids file', isIds],
  [
    'certificate',
    ({ entries }) =>
      [
        ['kind', 'unit', 'sum', 'links'],
        ['kind', 'problem', 'shares', 'lower'],
        ['kind', 'proves'],
      ].some(names => names.every(name => entries?.has(name))),
  ],
  ['saved plan', ({ entries }) => ['basis', 'deployment', 'steps'].every(name => entries?.has(name))],
  ['distribution', outline => isReport(outline) || isDistribution(outline)],
  ['network of NixOS machines', isNetwork],
  [
    'ID resources model',
    ({ entries }) =>
      areAll(entries, pool => hasAny(pool, ['sameAs']) || (hasAny(pool, ['min']) && hasAny(pool, ['max']))),
  ],
  ['policy', ({ entries }) => [...(entries?.keys() ?? [])].filter(key => policyKeys.includes(key)).length >= 2],
  ['docs configuration', ({ entries }) => docsKeys.filter(key => entries?.has(key)).length >= 2],
  ['services model', ({ entries }) => isAny(entries, isService)],
  ['infrastructure model', ({ entries }) => isAny(entries, isTarget)],
  // Packages and constructors that models import; of functions, none but distributions are written.
  ['Nix function', ({ formals = [] }) => formals.length > 0 && !formals.includes('infrastructure')],
];

const qosArguments = ['filters', 'initialDistribution', 'previousDistribution'];
const policyKeys = ['balance', 'capacities', 'cost', 'groups', 'links', 'minimise', 'moves', 'replicas', 'rules'];
const docsKeys = ['descriptions', 'fields', 'groups'];

/** What a run writes is data; only what has `lastAssignments` may be a function, too. */
function isIds({ formals, entries }: Outline): boolean {
  return isIdsByNames([...(entries?.keys() ?? [])], () => {
    const pools = entries?.get('ids')?.entries;
    return (
      formals === undefined && pools !== undefined && [...pools.values()].every(pool => pool.entries !== undefined)
    );
  });
}

/** What a planner prints with `--json` has the distribution beside other things. */
function isReport({ entries }: Outline): boolean {
  const inner = entries?.get('distribution');
  return inner?.entries !== undefined && areAll(inner.entries, isPlaces);
}

/** A function of the infrastructure alone, or data: lists of names of targets. */
function isDistribution({ formals, entries }: Outline): boolean {
  if (formals !== undefined) return formals.includes('infrastructure') && areAll(entries, isPlaces);
  return areAll(entries, places => isPlaces(places) && (places.items ?? []).every(({ isText }) => isText));
}

function isPlaces({ items, entries }: Outline): boolean {
  return items !== undefined || (entries?.size === 1 && entries.get('targets')?.items !== undefined);
}

function isNetwork({ entries }: Outline): boolean {
  if (entries?.has('network') || entries?.has('meta')) return true;
  return isAny(entries, machine => hasAny(machine, ['deployment']));
}

function isService(service: Outline): boolean {
  return (
    hasAny(service, ['connectsTo', 'dependsOn', 'pkg']) || (hasAny(service, ['name']) && hasAny(service, ['type']))
  );
}

function isTarget(target: Outline): boolean {
  return hasAny(target, ['properties', 'containers', 'hostname']);
}

function hasAny({ entries }: Outline, names: readonly string[]): boolean {
  return names.some(name => entries?.has(name));
}

function areAll(entries: Outline['entries'], holds: (entry: Outline) => boolean): boolean {
  return entries !== undefined && entries.size > 0 && [...entries.values()].every(holds);
}

function isAny(entries: Outline['entries'], holds: (entry: Outline) => boolean): boolean {
  return entries !== undefined && [...entries.values()].some(holds);
}
