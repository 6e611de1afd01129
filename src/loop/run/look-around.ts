import { UserError } from '../../base/diagnostic.ts';
import { readIfThere } from '../../load/read-if-there.ts';
import type { Deployment } from '../../plan/index.ts';
import { describeEnd } from '../../write/applied.ts';
import type { Round } from '../control/decision.ts';
import type { Circumstances } from '../control/gates/gate.ts';
import { namesThere } from '../control/index.ts';
import type { DiscoveryAnswer, Machine } from '../control/machine.ts';
import { mergeAnswer } from '../control/merge-answers.ts';
import type { PlanMatter } from '../make-plan/describe-basis.ts';
import type { PlanInputs } from '../make-plan/plan-inputs.ts';
import { callProgram } from './call-program.ts';
import { discover, reasonOf } from './discover.ts';
import type { LoopFiles } from './loop-files.ts';
import type { LoopMemory } from './loop-memory.ts';
import type { LoopSettings } from './loop-settings.ts';
import { type Running, readRunning } from './read-running.ts';
import { infrastructureOf, modelFilesOf, roundInputs } from './round-inputs.ts';
import type { Surroundings } from './surroundings.ts';
import { digestOf, watchModels } from './watch-models.ts';
import { type WatchedPackages, watchPackages } from './watch-packages.ts';

/** What a look around finds, and what a plan of this round is made from. */
export interface FoundRound {
  readonly observation: Round;
  readonly inputs: PlanInputs | undefined;
  /** What was read of what runs. */
  readonly deployment: Deployment | undefined;
  /** What Disnix builds of what is deployed; undefined where it is not asked. */
  readonly packages: WatchedPackages | undefined;
}

/** Discovers machines, and reads the models and what runs. Whatever cannot be read is an answer, too. */
export function lookAround(
  memory: LoopMemory,
  settings: LoopSettings,
  files: LoopFiles,
  surroundings: Surroundings,
): FoundRound {
  const discovery = discover(settings, surroundings);
  const now = surroundings.now();
  const { presence } = settings.control;
  const { machines } = mergeAnswer(memory.state.machines, discovery, now, presence, () => true);
  const read = readModels(settings, files, machines, surroundings);
  const running =
    read.kind === 'read' ? readWhatRuns(memory, discovery, read, settings, files, surroundings) : undefined;
  return {
    observation: {
      kind: 'round',
      discovery,
      models: read.kind === 'read' ? { kind: 'read', digest: read.digest } : read,
      deployed: running?.reading ?? null,
      circumstances: findCircumstances(memory.state.pending?.facts.digest, settings, files, surroundings),
      isReleased: files.takeRelease(),
    },
    inputs: read.kind === 'read' ? read.inputs : undefined,
    deployment: running?.deployment,
    packages: read.kind === 'read' ? read.packages : undefined,
  };
}

/** What is going on around a plan with this digest. */
export function findCircumstances(
  plan: string | undefined,
  { freezeFile }: LoopSettings,
  files: LoopFiles,
  { now, localOffset }: Surroundings,
): Circumstances {
  const frozen = readIfThere(freezeFile);
  const said = files.readApproval();
  // Whoever agrees need not write all of it.
  const isMeant = plan !== undefined && said !== undefined && plan.startsWith(said.plan);
  return {
    freeze: frozen === undefined ? null : (frozen.trim().split('\n')[0] ?? '') || freezeFile,
    approval: isMeant ? { plan, isGiven: said.isGiven } : null,
    localOffset: localOffset(now()),
  };
}

type ReadModels = (ReturnType<typeof watchModels> & { readonly kind: 'read' }) & {
  readonly inputs: PlanInputs;
  readonly packages: WatchedPackages | undefined;
};

function readModels(
  settings: LoopSettings,
  files: LoopFiles,
  machines: readonly Machine[],
  surroundings: Surroundings,
): ReadModels | { readonly kind: 'failed'; readonly reason: string } {
  try {
    const { world } = surroundings;
    const inputs = roundInputs(settings, files, machines, world);
    const { augment, state, buildsPackages } = settings;
    const watched = watchModels(inputs, augment === undefined ? [] : [augment], state, world);
    if (watched.kind === 'failed') return watched;
    if (!buildsPackages) return { ...watched, inputs, packages: undefined };
    const packages = askForPackages(inputs, watched.matter, namesThere({ machines }), settings, files, surroundings);
    if (packages.digest === undefined) return { ...watched, inputs, packages };
    const digest = digestOf(JSON.stringify([watched.digest, packages.digest]));
    return { ...watched, digest, inputs, packages };
  } catch (error) {
    if (error instanceof UserError) return { kind: 'failed', reason: reasonOf(error) };
    throw error;
  }
}

function askForPackages(
  inputs: PlanInputs,
  { models: { services } }: PlanMatter,
  there: ReadonlySet<string>,
  settings: LoopSettings,
  files: LoopFiles,
  surroundings: Surroundings,
): WatchedPackages {
  const models = {
    ...modelFilesOf(inputs, there, files, surroundings.world),
    isService: (name: string) => services.services.has(name),
    isThere: (target: string) => there.has(target),
  };
  return watchPackages(models, settings, files, surroundings);
}

/**
 * What runs. A machine on which something ran, and that nothing is said of now, may have gone between the two
 * questions: then the first one is asked again.
 */
function readWhatRuns(
  { state }: LoopMemory,
  discovery: DiscoveryAnswer,
  { matter, inputs }: ReadModels,
  settings: LoopSettings,
  files: LoopFiles,
  surroundings: Surroundings,
): Running {
  const { read } = settings.running;
  const { fault, isDone } = reconstruct(state, discovery, inputs, settings, files, surroundings);
  if (fault !== undefined) return { reading: { kind: 'failed', reason: fault }, deployment: undefined };
  const source = isDone ? 'machines' : settings.running.source;
  const ask = (answer: DiscoveryAnswer): Running =>
    readRunning(models => read(inputs, models), source, namesIn(answer), matter.models);
  const running = ask(discovery);
  if (source === 'record' || running.reading.kind === 'failed') return running;
  const used = new Set(running.reading.services.flatMap(({ places }) => places.map(({ target }) => target)));
  const before = new Set((state.deployed ?? []).flatMap(({ places }) => places.map(({ target }) => target)));
  const isSilent = namesIn(discovery).some(name => before.has(name) && !used.has(name));
  if (!isSilent) return running;
  const again = new Set(namesIn(discover(settings, surroundings)));
  return { ...running, reading: { ...running.reading, covers: namesIn(discovery).filter(name => again.has(name)) } };
}

/**
 * Has Disnix ask the machines what runs, where all that are known answered in full: it forgets what runs on others.
 */
function reconstruct(
  { machines }: LoopMemory['state'],
  discovery: DiscoveryAnswer,
  inputs: PlanInputs,
  { disnix }: LoopSettings,
  files: LoopFiles,
  surroundings: Surroundings,
): { readonly fault?: string; readonly isDone: boolean } {
  const names = new Set(namesIn(discovery));
  const isWhole =
    discovery.kind === 'answered' && !discovery.isPartial && machines.every(({ name }) => names.has(name));
  if (disnix?.reconstruct === undefined || !isWhole) return { isDone: false };
  const { program, arguments: words, milliseconds } = disnix.reconstruct;
  const model = infrastructureOf(inputs, names, files, surroundings.world);
  const end = callProgram({ program, arguments: [...words, model], milliseconds }, surroundings);
  if (end.kind === 'exit' && end.code === 0) return { isDone: true };
  return { fault: `${program} ${describeEnd(end)}`, isDone: false };
}

function namesIn(answer: DiscoveryAnswer): readonly string[] {
  return answer.kind === 'failed' ? [] : answer.machines.map(({ name }) => name);
}
