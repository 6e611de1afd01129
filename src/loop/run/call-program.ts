import { toBytes } from '../../base/bytes.ts';
import type { ProgramEnd } from '../../ports/programs/run-program.ts';
import type { CalledProgram } from './loop-settings.ts';
import type { Surroundings } from './surroundings.ts';

const mostOutput = 64 * 1024 * 1024;

/** Calls a program that is asked something: its standard output is the answer. */
export function callProgram(
  call: CalledProgram,
  { run, world }: Surroundings,
  more: { readonly variables?: ReadonlyMap<string, string>; readonly input?: string } = {},
): ProgramEnd {
  const environment = new Map([...environmentOf(world.environment), ...(more.variables ?? [])]);
  return run({ ...call, folder: world.folder, environment, input: more.input ?? '', mostOutput, isCaptured: true });
}

/** The environment of this process as programs get it. */
export function environmentOf(
  environment: Readonly<Record<string, string | undefined>>,
): readonly (readonly [string, string])[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[toBytes(name), toBytes(value)] as const],
  );
}
