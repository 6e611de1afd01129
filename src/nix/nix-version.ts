/**
 * The versions of Nix whose language is spoken, oldest first. 2.8 is the one that an installed Nix referees; the newest
 * is what its manual and its language tests say.
 */
export const nixVersions = ['2.8', '2.35'] as const;
export type NixVersion = (typeof nixVersions)[number];

/** What is spoken unless somebody asks for another: nixpkgs of today refuses to be read by Nix older than 2.18. */
export const defaultNixVersion = '2.35' satisfies NixVersion;

/** What differs between the versions, beside which builtins there are. */
export interface Language {
  /** `builtins.nixVersion`. */
  readonly release: string;
  /** `|>` and `<|` are operators. */
  readonly hasPipes: boolean;
  /** Of two sets that are merged, the later keeps its dynamic attributes. */
  readonly mergesDynamic: boolean;
  /** Numbers that do not fit are refused: sums, products, and those in JSON and TOML. */
  readonly refusesOverflow: boolean;
  /** Dates and times of TOML are values. */
  readonly hasTimestamps: boolean;
  /** Texts and names with a NUL, in JSON and TOML, are refused; otherwise they end there. */
  readonly refusesNul: boolean;
  /** `toJSON` writes floats in full and nothing that is not UTF-8. */
  readonly writesExactJson: boolean;
  /** `replaceStrings` evaluates only those replacements that it puts in. */
  readonly replacesLazily: boolean;
  /**
   * `map` and `genList` look at once whether they were given a function. Builtins for which an empty list needs none
   * (`map`, `filter`, `sort`, `genericClosure`) do not look then.
   */
  readonly checksFunctions: boolean;
}

/** What each version speaks. */
export const languages: Readonly<Record<NixVersion, Language>> = {
  '2.8': {
    release: '2.8.0',
    hasPipes: false,
    mergesDynamic: false,
    refusesOverflow: false,
    hasTimestamps: false,
    refusesNul: false,
    writesExactJson: false,
    replacesLazily: false,
    checksFunctions: false,
  },
  '2.35': {
    release: '2.35.0',
    hasPipes: true,
    mergesDynamic: true,
    refusesOverflow: true,
    hasTimestamps: true,
    refusesNul: true,
    writesExactJson: true,
    replacesLazily: true,
    checksFunctions: true,
  },
};
