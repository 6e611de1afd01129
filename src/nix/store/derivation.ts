/** A store derivation: what a `.drv` file says. Store paths, names and values are byte strings. */
export interface Derivation {
  readonly name: string;
  readonly outputs: ReadonlyMap<string, DerivationOutput>;
  /** Paths of other derivations, with the outputs of theirs that are needed. */
  readonly inputDerivations: ReadonlyMap<string, ReadonlySet<string>>;
  readonly inputSources: ReadonlySet<string>;
  readonly system: string;
  readonly builder: string;
  readonly args: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

export interface DerivationOutput {
  readonly path: string;
  /** For a fixed output: `sha256` or `r:sha256`, and the hash in base 16. */
  readonly method?: string | undefined;
  readonly hash?: string | undefined;
}

/** A derivation whose paths are known, with what others need to hash it as their input. */
export interface ComputedDerivation {
  readonly derivation: Derivation;
  /** The hash modulo fixed outputs (base 16) by output name. */
  readonly hashes: ReadonlyMap<string, string>;
}
