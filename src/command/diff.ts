import { Findings } from '../base/findings.ts';
import type { Look } from '../base/look.ts';
import { showControls } from '../base/show-controls.ts';
import { defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, jsonOption, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import type { ArgumentsOf, OptionTable, PositionalTable } from '../cli/option-table.ts';
import { usageError } from '../cli/usage.ts';
import { writeForm } from '../cli/write-result.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { readAnyForm } from '../load/read-any-form.ts';
import { readPolicy } from '../load/read-policy.ts';
import type { World } from '../load/world.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import { decodeIds } from '../model/decode-ids.ts';
import type { Distribution } from '../model/distribution.ts';
import { isIdsFile } from '../model/form/is-ids-file.ts';
import type { Policy } from '../model/policy.ts';
import { AttributeSetValue, type Value } from '../nix/index.ts';
import { compareDistributions, compareIds, judgePlan, listAssigned } from '../plan/index.ts';
import { type ChangesReport, reportIdChanges, reportPlanChanges } from '../write/changes-report.ts';
import { paintChanges } from '../write/paint-changes.ts';
import type { PolicyChanges } from '../write/place/policy-changes.ts';

const positionals = {
  OLD: { kind: 'file', summary: 'the plan before', required: true },
  NEW: { kind: 'file', summary: 'the plan after', required: true },
} as const satisfies PositionalTable;

const policyNeeds = { message: 'a policy speaks of services and targets', hint: 'give the models with -s and -i' };

const options = {
  services: modelOptions.services,
  infrastructure: modelOptions.infrastructure,
  policy: {
    kind: 'file',
    summary: 'compare the plans under this placement policy, too: rules, loads, links, cost, moves (docs/policy.md)',
    needs: [
      { option: 'services', ...policyNeeds },
      { option: 'infrastructure', ...policyNeeds },
    ],
  },
  ...jsonOption,
  'exit-code': { kind: 'switch', summary: 'end with exit code 1 when there are changes' },
  ...outputFileOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

/** `dydisnix-diff`: what changes between two distributions, or two ids files. */
export const diff = defineCommand({
  name: 'diff',
  summary: 'show what changes between two distributions or two ids files',
  description:
    'Both files may be in any form that the tools print or read: Nix, JSON or XML. A distribution that is a function of { infrastructure } needs the infrastructure model (-i) only where it does more than to name targets. With the services model (-s) it also lists the dependencies that become network links or local.',
  positionals,
  options,
  examples: [
    {
      command: 'dydisnix-diff old.nix new.nix',
      effect: 'prints a summary line, then the services added, removed and moved',
    },
    {
      command: 'dydisnix-diff -s services.nix -i infrastructure.nix old.nix new.json --exit-code',
      effect: 'also tells which dependencies change, and ends with 1 if anything does',
    },
    {
      command: 'dydisnix-diff -s services.nix -i infrastructure.nix --policy placement.nix old.nix new.nix',
      effect: 'also compares links, loads, cost and broken rules, and tells first which stateful services would move',
    },
  ],
  run: compare,
});

function compare(given: ArgumentsOf<typeof options, typeof positionals>, world: World): Outcome {
  const models = loadModels(toRequest(given), world);
  world.progress('comparing the files');
  const { old, new: fresh } = given;
  // Where nothing was deployed yet, the plan before is null.
  const before = readAnyForm(old, 'any', models, world) ?? AttributeSetValue.empty;
  const after = readAnyForm(fresh, 'any', models, world);
  if (isIdsFile(before) !== isIdsFile(after)) {
    const message = `"${old}" is ${isIdsFile(before) ? 'an ids file' : 'a distribution'}, but "${fresh}" is not`;
    throw usageError(message);
  }
  const report = isIdsFile(before)
    ? compareIdFiles(before, old, after, fresh, models)
    : comparePlans(before, old, after, fresh, models, given);
  const first = report.first ?? [];
  const lines = [...first, report.summary, ...report.lines, ...(report.more ?? [])];
  const forms = { data: () => report.json, text: () => showControls(lines.map(line => `${line}\n`).join('')) };
  const plain = writeForm(forms, given, world);
  // On a terminal it has colours; a file and JSON have none.
  const { stdout, ...rest } = plain;
  const isSeen = stdout !== undefined;
  const outcome = isSeen ? { ...rest, shown: ({ paint }: Look) => paintChanges(stdout, paint) } : plain;
  return first.length + report.lines.length > 0 && given.exitCode ? { ...outcome, exitCode: 1 } : outcome;
}

function comparePlans(
  before: Value,
  old: string,
  after: Value,
  fresh: string,
  models: LoadedModels,
  { services: hasServices, policy }: { readonly services?: string | undefined; readonly policy?: string | undefined },
): ChangesReport {
  const { services, infrastructure, findings } = models;
  const known = { services, infrastructure };
  const first = decodeDistribution(before, old, known, findings, 'keep');
  const second = decodeDistribution(after, fresh, known, findings, 'keep');
  findings.throwIfErrors();
  const changes = compareDistributions(first, second, hasServices === undefined ? undefined : services);
  const judged = policy === undefined ? undefined : judgeBoth(readPolicy(policy, models), first, second, models);
  return reportPlanChanges(changes, judged);
}

/** Both plans under a policy; the first one is the plan before the second. */
function judgeBoth(policy: Policy, first: Distribution, second: Distribution, models: LoadedModels): PolicyChanges {
  const { services, infrastructure, findings } = models;
  findings.throwIfErrors();
  const judge = (plan: Distribution, previous?: Distribution): PolicyChanges['before'] => {
    const own = new Findings();
    const measured = judgePlan({ services, infrastructure, previous }, policy, plan, own, new Findings());
    return { measured, findings: own.all };
  };
  return { before: judge(first), after: judge(second, first) };
}

function compareIdFiles(
  before: Value,
  old: string,
  after: Value,
  fresh: string,
  { findings }: LoadedModels,
): ChangesReport {
  const first = decodeIds(before, old, findings);
  const second = decodeIds(after, fresh, findings);
  findings.throwIfErrors();
  return reportIdChanges(compareIds(first, second), listAssigned(first, second));
}
