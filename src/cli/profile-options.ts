import type { OptionTable } from './option-table.ts';

/** Which profile of Disnix's coordinator has the manifest of what is deployed. */
export const profileOptions = {
  profile: {
    kind: 'text',
    short: 'p',
    value: 'PROFILE',
    summary: "the profile of Disnix's coordinator: what DISNIX_PROFILE says, or default, where it is left out",
  },
  'coordinator-profile-path': {
    kind: 'folder',
    summary:
      "the folder of the coordinator's profiles, instead of /nix/var/nix/profiles/per-user/USER/disnix-coordinator",
  },
} as const satisfies OptionTable;
