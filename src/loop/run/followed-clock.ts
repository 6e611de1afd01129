import type { Surroundings } from './surroundings.ts';

/** Milliseconds: what a clock may be off between two looks without having been set. */
const tolerance = 2000;

/** Notices where the clock on the wall is set, by one that nobody sets. */
export class FollowedClock {
  readonly #surroundings: Pick<Surroundings, 'now' | 'elapsed'>;
  #ahead: number;

  constructor(surroundings: Pick<Surroundings, 'now' | 'elapsed'>) {
    this.#surroundings = surroundings;
    this.#ahead = this.#look();
  }

  /** By how many milliseconds it was set since the last look; below 0 where it was set back, 0 where it was not. */
  follow(): number {
    const ahead = this.#look();
    const jump = ahead - this.#ahead;
    // What drifts is followed step by step.
    this.#ahead = ahead;
    return Math.abs(jump) > tolerance ? jump : 0;
  }

  #look(): number {
    return this.#surroundings.now() - this.#surroundings.elapsed();
  }
}
