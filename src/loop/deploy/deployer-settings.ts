/** Who can deploy: a program of one's own, and tools that are known here. */
export const deployerNames = ['command', 'disnix', 'compose', 'kubernetes', 'nomad', 'colmena'] as const;
export type DeployerName = (typeof deployerNames)[number];

/** Who deploys, and with what, as it is kept with a plan. */
export interface DeployerSettings {
  readonly name: DeployerName;
  /** That of `command`. */
  readonly program: string | undefined;
  /** What is passed on to that program, or to the tool, as it is. */
  readonly arguments: readonly string[];
  /** Files of one's own that a tool needs beside the plan: absolute paths. */
  readonly files: readonly string[];
  /** Which of several deployments it is. */
  readonly profile: string;
}

/** One program of a deployment. */
export interface DeployCommand {
  readonly program: string;
  readonly arguments: readonly string[];
  /**
   * What runs where it does not end with 0. `unchanged`: what ran before, for it only looks. `by-code`: the same where
   * it ends with 1, which is the word for rolled back; else nobody knows. `unknown`: nobody knows.
   */
  readonly ifItFails: 'unchanged' | 'by-code' | 'unknown';
}
