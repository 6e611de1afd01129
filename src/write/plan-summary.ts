import { countNouns } from '../base/count-nouns.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { formatFindings } from '../base/format-findings.ts';
import type { Look } from '../base/look.ts';
import { showControls } from '../base/show-controls.ts';
import type { IdAssignments } from '../model/ids.ts';
import {
  type AnyPlacePlan,
  type DeploymentSteps,
  type Holding,
  type IdChanges,
  listAssigned,
  type MeasuredPlan,
  type MoveReason,
} from '../plan/index.ts';
import { type ToldDeploy, writeCommands } from './deploy-commands.ts';
import { countSteps, writeSteps } from './deployment-steps.ts';
import { describeChange, describeHolding, sortByService } from './ids-report.ts';
import { writeLoads } from './place/load-bars.ts';
import { writePlanReport } from './plan-report.ts';

/** A plan beside what is deployed, as it is told. */
export interface ToldPlan {
  /** How it is known what is deployed, and what candidates are: a sentence each. */
  readonly heading: readonly string[];
  readonly changes: DeploymentSteps;
  readonly reasons: ReadonlyMap<string, readonly MoveReason[]>;
  readonly ids:
    | { readonly before: IdAssignments; readonly after: IdAssignments; readonly changes: IdChanges }
    | undefined;
  readonly placed: AnyPlacePlan | undefined;
  readonly measured: MeasuredPlan;
  readonly before: MeasuredPlan | undefined;
  readonly findings: readonly Diagnostic[];
  /** How it would be deployed; undefined where nobody is named who does. */
  readonly deploy?: ToldDeploy | undefined;
  /** Why gates hold it, or would in a loop: a clause each. */
  readonly held?: readonly string[] | undefined;
}

/** More ids than this are only counted. */
const mostIds = 20;

/**
 * One summary for an operator: what starts, stops, moves, changes and restarts, with data first and why; ids; links and
 * loads, what is proved; what `check` finds. Names of files in `folder` are shown relative to it.
 */
export function writePlanSummary(plan: ToldPlan, folder: string, look: Look): string {
  const { paint } = look;
  const steps = writeSteps(plan.changes, plan.reasons, folder, look);
  const lines = [
    ...plan.heading.map(showControls),
    paint('place', countSteps(plan.changes)),
    ...(steps.length === 0 ? [] : ['', ...steps]),
    ...(plan.ids === undefined ? [] : ['', ...writeIdChanges(plan.ids, look)]),
    '',
    ...writeMeasures(plan, look),
    ...writeFindings(plan.findings, folder, look),
    ...writeCommands(plan.deploy, folder, look),
    ...writeHeld(plan.held, look),
  ];
  return `${lines.join('\n')}\n`;
}

/** What holds a plan in a loop, behind an empty line; nothing where nothing does. */
export function writeHeld(held: readonly string[] | undefined, { paint }: Pick<Look, 'paint'>): readonly string[] {
  if (held === undefined || held.length === 0) return [];
  return ['', 'a loop would hold this plan', ...held.map(text => paint('warning', `  ${showControls(text)}`))];
}

function writeIdChanges({ before, after, changes }: NonNullable<ToldPlan['ids']>, { paint }: Look): readonly string[] {
  const assigned = listAssigned(before, after);
  const list = (holdings: readonly Holding[], sign: string, tone: 'gain' | 'loss'): readonly string[] => [
    ...sortByService(holdings)
      .slice(0, mostIds)
      .map(one => paint(tone, `  ${sign} ${showControls(describeHolding(one))}`)),
    ...(holdings.length > mostIds ? [`  and ${holdings.length - mostIds} more`] : []),
  ];
  const { kept, changed, released } = changes;
  const others = changed.length === 0 ? '' : `${changed.length} changed, `;
  return [
    `ids: ${others}${kept} kept, ${assigned.length} assigned, ${released.length} released`,
    ...sortByService(changed).map(change => paint('change', `  changed: ${showControls(describeChange(change))}`)),
    ...list(released, '-', 'loss'),
    ...list(assigned, '+', 'gain'),
  ];
}

function writeMeasures({ placed, measured, before }: ToldPlan, look: Look): readonly string[] {
  const was = before === undefined || before.measures.targets === '0' ? undefined : before.measures.links;
  const report = placed === undefined ? undefined : writePlanReport(placed, look).trimEnd().split('\n');
  return [
    ...(report ?? [
      `links:   ${measured.measures.links}`,
      `targets: ${measured.measures.targets}`,
      ...writeLoads(measured.loads, look),
    ]),
    ...(was === undefined
      ? []
      : [`links that cross the network cost ${measured.measures.links}; where services are now, ${was}`]),
  ];
}

/** As `check` tells them, without the lines that they are in: it is a summary. */
function writeFindings(findings: readonly Diagnostic[], folder: string, { paint }: Look): readonly string[] {
  if (findings.length === 0) return [];
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const toSeeAll = 'dydisnix check tells each of them';
  const told = formatFindings(findings, { folder, paint, toSeeAll, withoutLines: true });
  const lines = told
    .trimEnd()
    .split('\n')
    .map(line => `  ${line}`);
  return [
    '',
    `check finds ${countNouns(errors, 'error')}, ${countNouns(findings.length - errors, 'warning')}`,
    ...lines,
  ];
}
