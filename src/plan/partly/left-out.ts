import type { Amount } from '../../model/amount.ts';

/** What a plan leaves out because there is not room for all. */
export interface LeftOut {
  /** In byte order. */
  readonly services: readonly LeftOutService[];
  /** Services that are planned, with those of their dependencies that are not; in byte order. */
  readonly lacking: readonly { readonly service: string; readonly dependencies: readonly string[] }[];
  /** How the choice was made: the most important first. */
  readonly choices: readonly Choice[];
}

/** A service that does not run as often as it should. */
export interface LeftOutService {
  readonly service: string;
  /** As the policy says it; undefined where it says nothing, which is 0. */
  readonly priority: Amount | undefined;
  /** How often it should run, how often it is planned, and on how many of the targets that are there it runs now. */
  readonly wanted: number;
  readonly planned: number;
  readonly running: number;
  /**
   * `no room`: there is no plan with what goes before it and this, too. `not found`: none was found in time.
   * `no candidates`: it may go nowhere. `no container`: it goes into a container of a service that is left out.
   */
  readonly because: 'no room' | 'not found' | 'no candidates' | 'no container';
}

/** Replicas of equal importance, and how many of them are planned. */
export interface Choice {
  readonly priority: Amount | undefined;
  /** Whether these are replicas that run now, on targets that are there. */
  readonly isRunning: boolean;
  readonly wanted: number;
  readonly planned: number;
  /** Whether no plan has more of them beside all that goes before them. */
  readonly isMost: boolean;
}
