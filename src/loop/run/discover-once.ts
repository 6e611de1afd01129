import { InputError } from '../../base/diagnostic.ts';
import type { World } from '../../load/world.ts';
import { makeFolder } from '../../ports/disk/make-folder.ts';
import { runProgram } from '../../ports/programs/run-program.ts';
import { describeEnd } from '../../write/applied.ts';
import type { PlanInputs } from '../make-plan/plan-inputs.ts';
import { environmentOf } from './call-program.ts';
import { describeMachines, readPrintedMachines } from './describe-machines.ts';
import type { LoopFiles } from './loop-files.ts';
import type { LoopSettings } from './loop-settings.ts';
import { roundInputs, writeThere } from './round-inputs.ts';

const mostOutput = 64 * 1024 * 1024;

/**
 * What one round plans from. Machines that are discovered, or added to, are in a file of the state, in Nix, since
 * deployers read it.
 * @throws UserError where the discovery fails, is not complete, or prints what is no infrastructure model
 */
export function discoverOnce(
  settings: Pick<LoopSettings, 'inputs' | 'discovery' | 'augment'>,
  files: LoopFiles,
  world: World,
): PlanInputs {
  const { inputs, discovery, augment } = settings;
  if (discovery.kind === 'model' && augment === undefined) return inputs;
  makeFolder(files.folder);
  const { infrastructure = '', evaluation } = inputs.models;
  const machines =
    discovery.kind === 'model'
      ? describeMachines(infrastructure, evaluation, world)
      : readPrintedMachines(askMachines(discovery.call, world), evaluation, world);
  const round = roundInputs(settings, files, machines, world);
  const planned = round.models.infrastructure ?? files.machines;
  const names = new Set(machines.map(({ name }) => name));
  return { ...round, models: { ...round.models, infrastructure: writeThere(planned, names, files) } };
}

/** One round cannot wait for machines that do not answer: to plan without them would move what they run. */
function askMachines(
  call: { readonly program: string; readonly arguments: readonly string[]; readonly milliseconds: number },
  { folder, environment, progress }: World,
): string {
  progress('asking which machines there are');
  const variables = new Map(environmentOf(environment));
  const end = runProgram({ ...call, folder, environment: variables, input: '', mostOutput, isCaptured: true });
  if (end.kind === 'exit' && end.code === 0) return end.output;
  const message = `it is not known which machines there are: ${call.program} ${describeEnd(end)}`;
  const hint = 'dydisnix-self-adapt waits for machines that do not answer';
  throw new InputError([{ severity: 'error', code: 'discovery', message, hint }]);
}
