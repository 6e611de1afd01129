import { type Deployer, fileVariables } from './deployer.ts';

/** What is passed on to `disnix-env`; each of its options that says something here. */
export interface DisnixSettings {
  readonly profile: string;
  /** As they are written, in their order: `--coordinator-profile-path`, `--no-lock`, `--deploy-state` and so on. */
  readonly options: readonly string[];
}

/**
 * `disnix-env`: builds, copies, activates; it rolls back by itself where activation fails. Its exit codes are those of
 * `disnix-activate`: 0 done, 1 rolled back, 2 or 3 inconsistent.
 */
export function disnixDeployer({ profile, options }: DisnixSettings): Deployer {
  return (_plan, files) => [
    {
      program: 'disnix-env',
      arguments: [
        '-s',
        files.services,
        '-i',
        files.infrastructure,
        '-d',
        files.distribution,
        '--profile',
        profile,
        ...options,
      ],
      environment: fileVariables(files),
      input: '',
    },
  ];
}
