/** Where it is asked what is deployed; of a saved plan, so that it is asked there again before that is applied. */
export type DeployedFrom =
  /** The plan that was applied last. */
  | { readonly kind: 'state' }
  /** A profile of Disnix's coordinator (an absolute path); where it is not there, the plan that was applied last. */
  | { readonly kind: 'profile'; readonly path: string }
  /** A file with a plan in any form, or with a manifest: an absolute path, or `-`. */
  | { readonly kind: 'given'; readonly file: string }
  /** A program that prints a plan in any form, a manifest, or `null`. */
  | { readonly kind: 'program'; readonly program: string; readonly arguments: readonly string[] };

export const deployedKinds = [
  'state',
  'profile',
  'given',
  'program',
] as const satisfies readonly DeployedFrom['kind'][];
