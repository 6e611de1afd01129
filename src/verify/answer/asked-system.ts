import type { PlacedMeasures } from '../placed-problem.ts';

/**
 * What a plan was asked of, read off the models for whoever checks it: services and targets by number, amounts in whole
 * units.
 */
export interface AskedSystem {
  readonly targets: readonly AskedTarget[];
  readonly services: readonly AskedService[];
  /** Pairs of services that talk to each other, the smaller number first, each once. */
  readonly links: readonly { readonly a: number; readonly b: number; readonly weight: number }[];
  /** Of these dependencies only the link from each replica to the nearest one counts. */
  readonly nearest: readonly { readonly from: number; readonly to: number; readonly weight: number }[];
  /** Resource → what is asked of it, exactly; where it is left out, numbers alone say so. */
  readonly room?: readonly AskedRoom[];
  /** Which resources a service that moves needs on its home, too. */
  readonly transient: readonly boolean[];
  /** Ways to group targets; way 0 is the targets themselves and stands not here. */
  readonly zones: readonly (readonly number[])[];
  /** Ways from the inside outwards, beginning with 0, and what a link across each costs. */
  readonly levels: readonly number[];
  readonly costs: readonly number[];
  /** What links that go so far are called: `target`, the ways from the inside outwards, and undefined for the rest. */
  readonly levelNames?: readonly (string | undefined)[];
  readonly rules: readonly AskedRule[];
  /** What leaves services only some targets, one by one; candidates are what all of them leave. */
  readonly limits?: readonly AskedLimit[];
  /** Who waits for whom to be activated, where containers have a say in it. */
  readonly waits?: AskedWaits | undefined;
  /** Whether a service may go into a container on a target; undefined: none is named. */
  readonly mayGoInto?: (service: number, target: number, container: string | undefined) => boolean;
  readonly atMost: number | undefined;
  /** What counts, the most important first. */
  readonly stages: readonly Partial<PlacedMeasures>[];
  /** What 1 of a measure is in units. */
  readonly units: Readonly<Record<keyof PlacedMeasures, number>>;
  /**
   * What is asked that is not in here, in words: a plan may have to keep more, and measures that are named are not
   * counted.
   */
  readonly beyond: readonly string[];
  readonly uncounted: ReadonlySet<keyof PlacedMeasures>;
  /** Measures in objectives that are sums: what those come to is not counted, though each of them is. */
  readonly weighed?: ReadonlySet<keyof PlacedMeasures>;
}

/** A resource, in whole units of the size of any. */
export interface AskedRoom {
  readonly name: string;
  /** Service → what each of its replicas needs. */
  readonly needs: readonly bigint[];
  /** Target → what it has. */
  readonly haves: readonly bigint[];
  /** Whether numbers count it exactly; if not, services need nothing of it in numbers, and targets have nothing. */
  readonly isCounted: boolean;
  /** So many units, in full, as people write them. */
  readonly showUnits: (units: bigint) => string;
  /** Target → what it has, in full. */
  readonly written: readonly string[];
  /** Service → what each of its replicas needs, and target → what it has, as they say it. */
  readonly exactNeeds: readonly ExactAmount[];
  readonly exactHaves: readonly ExactAmount[];
  /** Target → the part of it that is used without regret, where that is said. */
  readonly comfortable?: readonly ExactAmount[] | undefined;
}

/** `units` times ten to the power of minus `scale`. */
export interface ExactAmount {
  readonly units: bigint;
  readonly scale: number;
}

/** A place. */
export interface AskedTarget {
  readonly name: string;
  readonly cost: number;
  /** By resource. */
  readonly has: readonly number[];
}

/** Who wants a place. */
export interface AskedService {
  readonly name: string;
  /** Numbers of targets, ascending. */
  readonly candidates: readonly number[];
  readonly replicas: number;
  /** Where it is now, ascending. */
  readonly homes: readonly number[];
  /** Whether it has data there, which it does not leave. */
  readonly stays: boolean;
  /** Whether it has data at all; undefined where that is not known. */
  readonly isStateful?: boolean;
  readonly moveWeight: number;
  /** By resource, of each replica. */
  readonly needs: readonly number[];
}

/** A demand on all replicas of some services. */
export interface AskedRule {
  readonly kind: 'apart' | 'together' | 'spread' | 'skew' | 'near';
  readonly services: readonly number[];
  readonly to?: readonly number[];
  /** Targets on which nobody of `to` is wanted. */
  readonly free?: readonly number[];
  readonly way: number;
  readonly least?: number;
  readonly most?: number;
  /** Who asks for it. */
  readonly demand?: AskedDemand;
}

/** What somebody asks, by what people know it by: a rule by its name, a pin by its service. */
export interface AskedDemand {
  readonly kind: string;
  readonly name: string;
}

/** Services that may be on some targets only, by number. */
export interface AskedLimit {
  readonly demand: AskedDemand;
  readonly services: readonly number[];
  readonly targets: readonly number[];
}

/** Who is activated after whom. */
export interface AskedWaits {
  /** Service → those that it waits for, wherever they are. */
  readonly anyway: readonly (readonly number[])[];
  /** A service waits for those that provide its container, on these targets. */
  readonly inContainers: readonly {
    readonly service: number;
    readonly providers: readonly number[];
    readonly targets: readonly number[];
  }[];
}
