import { InputError } from '../../base/diagnostic.ts';
import type { World } from '../../load/world.ts';
import { type RunProgram, runProgram } from '../../ports/programs/run-program.ts';
import { describeEnd } from '../../write/applied.ts';
import { environmentVariables } from '../deploy/environment-variables.ts';

/** Whoever is asked has nothing to do but to look. */
const milliseconds = 120_000;

const mostOutput = 64 * 1024 * 1024;

/**
 * What a program prints that is asked something: an argument list, no shell looks at it; what it says on stderr is for
 * people.
 * @throws InputError where it does not end with 0 within two minutes
 */
export function askProgram(
  call: { readonly program: string; readonly arguments: readonly string[] },
  { folder, environment }: World,
  run: RunProgram = runProgram,
): string {
  const limits = { folder, input: '', milliseconds, mostOutput, isCaptured: true };
  const end = run({ ...call, ...limits, environment: environmentVariables(environment) });
  if (end.kind === 'exit' && end.code === 0) return end.output;
  const message = `${call.program}, which tells what is deployed, ${describeEnd(end)}`;
  throw new InputError([{ severity: 'error', code: 'deployed-unknown', message }]);
}
