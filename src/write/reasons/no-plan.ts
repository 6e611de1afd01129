import { aboutService, type Diagnostic } from '../../base/diagnostic.ts';
import type { Position } from '../../base/source.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { ServicesModel } from '../../model/service.ts';
import type { DemandConflict, NoCandidates, Reason, Shortage } from '../../plan/index.ts';
import { describeNoIds } from './ids.ts';
import { describePins } from './pins.ts';
import { describeReason } from './reason.ts';
import { describeRemovals } from './removals.ts';

/** What a reason is about: where its parts stand in the models, and who can tell more. */
export interface NoPlanContext {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** The candidates that were given; every target for every service when left out. */
  readonly candidates?: Distribution | undefined;
  /** The command that looks for a smaller reason. */
  readonly explanation?: string | undefined;
  /** Names of files inside this folder are shown relative to it. */
  readonly folder?: string | undefined;
}

/** So many sentences suffice to see where. */
const mostNotes = 30;

/**
 * Why there is no plan, or why none is known, as findings with the code `no-plan`: an error for each service that
 * cannot have a place of its own, one error for what concerns several. Each has the place of what binds, where that is
 * known, and says what can be done. O(size of the reason).
 */
export function describeNoPlan(reason: Reason, context: NoPlanContext): readonly Diagnostic[] {
  switch (reason.kind) {
    case 'no-numbers':
    case 'pin-conflict':
      return describeNoIds(reason);
    case 'no-candidates':
      return reason.services.map(service => describeNowhere(service, reason, context));
    case 'self-dependency':
      return reason.services.map(service => describeSelfDependency(service, context));
    default: {
      const [message = '', ...others] = describeReason(reason, context.folder);
      const more = others.length - mostNotes;
      const notes = more > 0 ? [...others.slice(0, mostNotes), `and ${more} more`] : others;
      return [{ ...noPlan(message), position: findPlace(reason, context), notes, ...findHint(reason, context) }];
    }
  }
}

function noPlan(message: string): Diagnostic {
  return { severity: 'error', code: 'no-plan', message };
}

function describeNowhere(
  service: string,
  { without, pins = [], removals = [] }: NoCandidates,
  { services, infrastructure, candidates }: NoPlanContext,
): Diagnostic {
  const pinned = pins.filter(pin => pin.service === service);
  const removed = removals.filter(removal => removal.service === service);
  const isPinned = pinned.length > 0 || removed.some(({ because }) => because === 'pin');
  const pinnedAt = isPinned ? attributePlace(services, service, 'pinnedTo') : undefined;
  const [listed] = candidates?.mappings.get(service) ?? [];
  const isFree = without === undefined && removed.length === 0;
  const hint =
    infrastructure.targets.size === 0
      ? 'the infrastructure model has no targets'
      : isFree
        ? `give it some in the distribution: ${service} = [ infrastructure.TARGET ];`
        : without === undefined
          ? undefined
          : `give one of its candidates a ${without}, or let it go to a target that has one`;
  return {
    ...noPlan(`service "${service}" has no candidate targets${without === undefined ? '' : ` with a ${without}`}`),
    position: pinnedAt ?? listed?.position ?? services.services.get(service)?.position,
    notes: [...describePins(pinned), ...describeRemovals(removed)],
    hint,
    ...(removed.some(({ because }) => because === 'stateful') ? { remedy: { kind: 'let-data-go' } as const } : {}),
    subject: aboutService(service),
  };
}

function describeSelfDependency(service: string, { services }: NoPlanContext): Diagnostic {
  return {
    ...noPlan(`service "${service}" depends on itself, which can never be a network link`),
    position: attributePlace(services, service, 'dependsOn') ?? attributePlace(services, service, 'connectsTo'),
    hint: 'leave it out of its own dependencies',
    subject: aboutService(service),
  };
}

/** Where an attribute of a service stands, or the service itself. */
function attributePlace({ services }: ServicesModel, key: string, name: string): Position | undefined {
  const service = services.get(key);
  return service?.attributes.positionOf(name) ?? service?.position;
}

/** Where the first of what binds stands. */
function findPlace(reason: Reason, { services, infrastructure, candidates }: NoPlanContext): Position | undefined {
  switch (reason.kind) {
    case 'too-few-targets':
      return services.services.get(reason.services[0] ?? '')?.position;
    case 'cannot-keep-apart': {
      const [first = ''] = reason.services;
      return candidates?.mappings.get(first)?.[0]?.position ?? services.services.get(first)?.position;
    }
    case 'no-place-found':
      return services.services.get(reason.service)?.position;
    case 'shortage':
      return findShortage(reason, infrastructure);
    case 'demand-conflict':
      return findDemand(reason, services);
    default:
      return undefined;
  }
}

function findShortage({ shortages }: Shortage, { targets }: InfrastructureModel): Position | undefined {
  const [first] = shortages;
  const target = targets.get(first?.target ?? '');
  return target?.properties.positionOf(first?.resource ?? '') ?? target?.position;
}

/** Of the demands the first that stands in a file; those of services stand where the services do. */
function findDemand({ demands }: DemandConflict, { services }: ServicesModel): Position | undefined {
  const placed = demands.find(({ position }) => position !== undefined);
  const names = demands.flatMap(({ name, services: some = [] }) => [name, ...some]);
  return placed?.position ?? names.flatMap(name => services.get(name)?.position ?? [])[0];
}

function findHint(reason: Reason, { explanation }: NoPlanContext): Pick<Diagnostic, 'hint' | 'remedy'> {
  const tellMore =
    explanation === undefined
      ? undefined
      : `${explanation} looks for the fewest services that have no plan even on their own`;
  switch (reason.kind) {
    case 'no-place-found':
      return tellMore === undefined ? { remedy: { kind: 'exact-division' } } : { hint: tellMore };
    case 'no-plan-found':
    case 'colouring-undecided':
      return { remedy: { kind: 'longer-search' } };
    case 'demand-conflict':
      return reason.isMinimal
        ? { hint: 'give up any one of these demands, or make room for what they ask' }
        : { remedy: { kind: 'longer-search' } };
    default:
      return { hint: tellMore };
  }
}
