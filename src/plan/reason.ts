import { sortNames } from '../base/order.ts';
import type { Position } from '../base/source.ts';
import type { Pin } from '../model/apply-pins.ts';
import type { Pool } from '../model/id-resources.ts';
import type { PinConflict } from '../solve/index.ts';
import type { CandidateRemoval } from './candidate-removal.ts';
import type { HeldOfPool } from './list-held-ports.ts';
import type { PlaceConstraint } from './place/constraint.ts';

/** Why there is no plan, or why none is known: data that a person can check. Names are sorted in byte order. */
export type Reason =
  | NoCandidates
  | { readonly kind: 'self-dependency'; readonly services: readonly string[] }
  | TooFewTargets
  | CannotKeepApart
  | ColouringUndecided
  | Shortage
  | NoPlaceFound
  | DemandConflict
  | NoPlanFound
  | NoNumbers
  | PinsCollide;

/** These services may go nowhere. */
export interface NoCandidates {
  readonly kind: 'no-candidates';
  readonly services: readonly string[];
  /** The property that a target must have to be a candidate, where that is what is missing. */
  readonly without?: string | undefined;
  /** Where that is so because of pins. */
  readonly pins?: readonly Pin[] | undefined;
  /** What took the candidates that there were. */
  readonly removals?: readonly CandidateRemoval[] | undefined;
}

/** Time ran out, or plans to try, before one was found. */
export interface NoPlanFound {
  readonly kind: 'no-plan-found';
  readonly seconds: number;
  /** Where all plans that were found let services wait for each other: a circle of the last one. */
  readonly circle?: readonly string[] | undefined;
}

/** These pools have too few ids: these services got none. */
export interface NoNumbers {
  readonly kind: 'no-numbers';
  readonly pools: readonly {
    readonly pool: Pool;
    readonly services: readonly string[];
    /** Numbers of the pool that services hold by themselves. */
    readonly held: readonly HeldOfPool[];
  }[];
}

/** These ids cannot be pinned. */
export interface PinsCollide {
  readonly kind: 'pin-conflict';
  readonly conflicts: readonly PinConflictAtPlace[];
}

/** A pin that cannot be, and where the services model has it. */
export interface PinConflictAtPlace extends Omit<PinConflict, 'pool'> {
  /** The service itself, where the pin is of one of its numbers with names (`web:metrics`). */
  readonly owner: string;
  readonly pool: Pool;
  readonly position: Position | undefined;
}

/** These services cannot all be kept apart on so few targets. */
export interface TooFewTargets {
  readonly kind: 'too-few-targets';
  readonly needed: number;
  readonly available: number;
  /**
   * What shows it: `clique`, all depend on each other; `odd cycle`, they depend on each other in a ring of odd length;
   * `mycielskian`, they form one; `search`, a complete search over them found nothing.
   */
  readonly because: 'clique' | 'odd cycle' | 'mycielskian' | 'search';
  /** Whether it is recounted by code that shares nothing with the search. */
  readonly certified: boolean;
  readonly services: readonly string[];
  readonly pins: readonly Pin[];
}

/** The candidates of these services do not suffice to keep those of them apart that depend on each other. */
export interface CannotKeepApart {
  readonly kind: 'cannot-keep-apart';
  /** Whether it is recounted by code that shares nothing with the search. */
  readonly certified: boolean;
  readonly services: readonly string[];
  /** What pins have to do with it. */
  readonly pins: readonly Pin[];
}

/** Time ran out before a colouring was found, or ruled out. */
export interface ColouringUndecided {
  readonly kind: 'colouring-undecided';
  /**
   * So many targets are needed at least, so many there are, and so many take the best colouring known, where there is
   * one.
   */
  readonly needed: number;
  readonly available: number;
  readonly best?: number | undefined;
}

/** Even the best division found asks targets for more than they have. */
export interface Shortage {
  readonly kind: 'shortage';
  /** Whether every division does, and this one is the nearest there is. */
  readonly isProved: boolean;
  /** Whether the proof is recounted by code that shares nothing with the search. */
  readonly certified: boolean;
  readonly shortages: readonly {
    readonly target: string;
    readonly resource: string;
    /** In decimal notation. */
    readonly shortBy: string;
  }[];
  readonly pins: readonly Pin[];
}

/** A strategy that does not look back found no target for a service. */
export interface NoPlaceFound {
  readonly kind: 'no-place-found';
  readonly strategy: string;
  readonly service: string;
  /** Its candidates, and what each lacked when the service came to its turn. */
  readonly tried: readonly {
    readonly target: string;
    readonly short: readonly { readonly resource: string; readonly needed: string; readonly left: string }[];
  }[];
  readonly pins: readonly Pin[];
}

/** These demands cannot all be kept. */
export interface DemandConflict {
  readonly kind: 'demand-conflict';
  readonly demands: readonly ConflictingDemand[];
  /** Whether there is a plan when any one of them is left out; each of these plans was checked. */
  readonly isMinimal: boolean;
  /**
   * What shows that they cannot be kept together: a count, ruling out targets one after the other, a complete search,
   * or an integer program.
   */
  readonly shownBy: 'count' | 'propagation' | 'search' | 'integer program';
  /**
   * What shows it a second time, by code of its own: the same count, or trying all plans; undefined where nothing does.
   */
  readonly confirmedBy: 'count' | 'search' | undefined;
  /** The count, where there is one. */
  readonly shortage: DemandShortage | undefined;
  /** A service that the demands leave no target. */
  readonly nowhere: string | undefined;
}

/** One of the demands, with what a person wants to see of it. */
export interface ConflictingDemand extends PlaceConstraint {
  /** Of a capacity what the target has, in decimal notation. */
  readonly amount?: string | undefined;
  /** Of candidates, pins and stateful services where the service may go. */
  readonly targets?: readonly string[] | undefined;
  /** Of a rule that has a name what it says. */
  readonly says?: string | undefined;
  /** Of a rule or a port the services that it is about; of an order those that would wait for each other, in turn. */
  readonly services?: readonly string[] | undefined;
}

/** Services that may go to some targets only, and need more than there is on these. */
export interface DemandShortage {
  readonly services: readonly string[];
  /** How many replicas of them there are. */
  readonly replicas: number;
  readonly targets: readonly string[];
  /** Whether these are all targets that there are. */
  readonly isEverywhere: boolean;
  readonly counted:
    | {
        readonly kind: 'sum';
        readonly capacity: string;
        readonly needed: string;
        readonly available: string;
        /** Where what there is would do, but all needs are multiples of something: so much of it can be used. */
        readonly inSteps?: { readonly of: string; readonly usable: string } | undefined;
      }
    /** Each needs at least so much, and so many of that size there is room for. */
    | { readonly kind: 'large'; readonly capacity: string; readonly least: string; readonly room: number }
    /** They are apart, and there are so many places: targets, or zones by a property of targets. */
    | { readonly kind: 'apart'; readonly by: string | undefined; readonly places: readonly string[] };
}

/**
 * The services that a reason is about: even on their own they have no plan, where the reason is one of impossibility.
 */
export function servicesOf(reason: Reason): readonly string[] {
  switch (reason.kind) {
    case 'no-candidates':
    case 'self-dependency':
    case 'too-few-targets':
    case 'cannot-keep-apart':
      return reason.services;
    case 'no-place-found':
      return [reason.service];
    case 'no-numbers':
      return sortNames(new Set(reason.pools.flatMap(({ services }) => services)));
    case 'pin-conflict':
      return sortNames(new Set(reason.conflicts.map(({ service }) => service)));
    case 'demand-conflict': {
      const ofDemands = reason.demands.flatMap(({ kind, name, services }) => {
        return kind === 'rule' || kind === 'port' || kind === 'order'
          ? (services ?? [])
          : kind === 'capacity' || kind === 'moves'
            ? []
            : [name];
      });
      return sortNames(new Set([...ofDemands, ...(reason.shortage?.services ?? [])]));
    }
    case 'colouring-undecided':
    case 'no-plan-found':
    case 'shortage':
      return [];
  }
}
