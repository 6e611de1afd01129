import type { Findings } from '../base/findings.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import {
  evaluationOptions,
  jsonOption,
  modelOptions,
  outputFileOption,
  toRequest,
  xmlNotJsonOption,
} from '../cli/model-options.ts';
import { type ArgumentsOf, notWith, type OptionTable, type PositionalTable } from '../cli/option-table.ts';
import { profileOptions } from '../cli/profile-options.ts';
import { usageError } from '../cli/usage.ts';
import { writeForm } from '../cli/write-result.ts';
import { placesOf } from '../exchange/disnix/deployed-places.ts';
import {
  previousDistributionToJson,
  writePreviousDistribution,
  writePreviousDistributionXml,
} from '../exchange/disnix/write-previous-distribution.ts';
import { findCoordinatorProfile, tellMissingProfile } from '../load/coordinator-profile.ts';
import { loadModels } from '../load/load-models.ts';
import { readDeployedState } from '../load/read-deployed-state.ts';
import { warnAboutGone } from '../load/warn-about-gone.ts';
import { findGoneTargets } from '../plan/index.ts';
import { writeDistributionXml } from '../write/model-xml.ts';

const positionals = {
  MANIFEST: {
    kind: 'file',
    summary: 'a manifest.xml, a profile, or a folder with a manifest.xml; without it the profile of the coordinator',
    required: false,
  },
} as const satisfies PositionalTable;

const { xml: _, ...evaluation } = evaluationOptions;

const options = {
  infrastructure: {
    ...modelOptions.infrastructure,
    summary: 'the infrastructure model: machines that are deployed to and are gone from it are told',
  },
  ...profileOptions,
  ...xmlNotJsonOption,
  ...notWith('json', 'the result has one form at a time', {
    xml: { kind: 'switch', summary: 'the same as --output-xml' },
  }),
  ...jsonOption,
  ...outputFileOption,
  ...evaluation,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options, typeof positionals>;

/** `dydisnix-previous-distribution`: what is deployed, as a distribution. */
export const previousDistribution = defineCommand({
  name: 'previous-distribution',
  summary: "print what is deployed, from a manifest of Disnix or the coordinator's profile, as a distribution",
  description:
    'Where every service is in the container of its type, it maps services to names of targets; ' +
    'else all services to lists of { target, container }. ' +
    'Every option that takes a plan reads both, and the manifest itself. ' +
    'Where nothing has been deployed under the profile, the result is null.',
  positionals,
  options,
  writes: given => ({ content: 'distribution', ...(given.xml && { form: 'xml' as const }) }),
  examples: [
    {
      command: 'dydisnix-previous-distribution -p shop',
      effect: 'prints where disnix-env has put the services of the profile shop',
    },
    {
      command: 'dydisnix-previous-distribution -i infrastructure.nix manifest.xml --output-xml',
      effect: 'prints the places in a manifest as XML, and tells which of its machines are gone',
    },
  ],
  run,
});

function run(given: Given, world: CommandWorld): Outcome {
  const { infrastructure, evaluator, findings } = loadModels(toRequest({ ...given, xml: false }), world);
  const file = findManifest(given, world, findings);
  if (file === undefined) return { ...writeNothing(given, world), diagnostics: findings.all };
  const state = readDeployedState(file, evaluator, world, findings);
  const gone =
    given.infrastructure === undefined ? undefined : findGoneTargets({ mappings: placesOf(state) }, infrastructure);
  warnAboutGone(gone ?? [], findings);
  const forms = {
    data: () => previousDistributionToJson(state, gone),
    text: () => (isXml(given) ? writePreviousDistributionXml(state) : writePreviousDistribution(state)),
  };
  return { ...writeForm(forms, given, world), diagnostics: findings.all };
}

/** The manifest that is meant; undefined where it is that of a profile, and there is none. */
function findManifest(given: Given, world: CommandWorld, findings: Findings): string | undefined {
  const { manifest } = given;
  const profile = findCoordinatorProfile(given, world);
  if (manifest !== undefined && profile.isChosen) {
    const message = 'a manifest is given, and a profile to take it from: which of them is meant?';
    throw usageError(message, 'leave MANIFEST out, or -p/--profile and --coordinator-profile-path');
  }
  if (manifest !== undefined) return manifest;
  if (!profile.exists) findings.add(tellMissingProfile(profile));
  return profile.exists ? profile.path : undefined;
}

/** XML has no null: there it is a distribution of nothing. */
function writeNothing(given: Given, world: CommandWorld): Outcome {
  const forms = {
    data: () => ({ distribution: null }),
    text: () => (isXml(given) ? writeDistributionXml({ mappings: new Map() }) : 'null\n'),
  };
  return writeForm(forms, given, world);
}

function isXml({ outputXml, xml }: Given): boolean {
  return outputXml || xml;
}
