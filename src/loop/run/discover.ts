import { UserError } from '../../base/diagnostic.ts';
import { describeEnd } from '../../write/applied.ts';
import type { DiscoveryAnswer } from '../control/machine.ts';
import { callProgram } from './call-program.ts';
import { type DescribedMachine, describeMachines, readPrintedMachines } from './describe-machines.ts';
import type { LoopSettings } from './loop-settings.ts';
import { mergeSeed } from './merge-seed.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Asks which machines there are. A program that ends with 1 and names some has a partial answer: there may be more. One
 * that ends otherwise, takes too long, or prints what is no infrastructure model has failed, and so has a model that
 * cannot be read.
 */
export function discover(settings: LoopSettings, surroundings: Surroundings): DiscoveryAnswer {
  try {
    return ask(settings, surroundings);
  } catch (error) {
    if (error instanceof UserError) return { kind: 'failed', reason: reasonOf(error) };
    throw error;
  }
}

/** The first error in a sentence, with its place: what is wrong with a model is told nowhere else. */
export function reasonOf({ diagnostics }: UserError): string {
  const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0];
  const more = diagnostics.filter(({ severity }) => severity === 'error').length - 1;
  const place = first?.position === undefined ? '' : `, at ${first.position}`;
  return `${first?.message ?? 'nothing is known of why'}${place}${more > 0 ? ` (and ${more} more)` : ''}`;
}

function ask({ discovery, inputs }: LoopSettings, surroundings: Surroundings): DiscoveryAnswer {
  const { world } = surroundings;
  const { infrastructure = '', evaluation } = inputs.models;
  if (discovery.kind === 'model') return whole(describeMachines(infrastructure, evaluation, world));
  const { call, seed } = discovery;
  const more: readonly (readonly [string, string])[] = seed === undefined ? [] : [['DYDISNIX_INFRASTRUCTURE', seed]];
  const end = callProgram(call, surroundings, { variables: new Map(more) });
  if (end.kind !== 'exit' || end.code > 1) {
    return { kind: 'failed', reason: `${call.program} ${describeEnd(end)}` };
  }
  if (end.code === 1 && end.output.trim() === '') {
    return { kind: 'failed', reason: `${call.program} ended with exit code 1 and named no machine` };
  }
  const printed = readPrintedMachines(end.output, evaluation, world);
  if (end.code === 1 && printed.length === 0) {
    return { kind: 'failed', reason: `${call.program} ended with exit code 1 and named no machine` };
  }
  const machines = seed === undefined ? printed : mergeSeed(describeMachines(seed, evaluation, world), printed);
  return { ...whole(machines), isPartial: end.code === 1 };
}

function whole(machines: readonly DescribedMachine[]) {
  return { kind: 'answered', isPartial: false, machines } as const;
}
