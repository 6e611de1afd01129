import type { LoopSetup } from './decision.ts';
import { canonicalText } from './description.ts';
import type { Basis, LoopState } from './loop-state.ts';
import { isMissing } from './machine.ts';
import { mergedPlaces } from './waiting-data.ts';

/**
 * What a plan would be made from, by digests: models and machines; and these with what runs. Descriptions count without
 * what is insignificant in them, so that they stay equal when nothing happened. O(machines + places).
 */
export function digestBasis(state: LoopState, models: string, { options, digest }: LoopSetup): Basis {
  const machines = state.machines.map(({ name, isThere, description }) => [
    name,
    isThere,
    canonicalText(description, options.insignificant),
  ]);
  const wanted = digest(JSON.stringify([models, machines]));
  const isCautious = state.machines.some(isMissing);
  return { wanted, whole: digestWhole(state, wanted, digest), isCautious };
}

/** The same where models and machines have a digest already. */
export function digestWhole(state: LoopState, wanted: string, digest: LoopSetup['digest']): string {
  return digest(JSON.stringify([wanted, mergedPlaces(state)]));
}
