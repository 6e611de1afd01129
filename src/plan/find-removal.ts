import type { Position } from '../base/source.ts';
import { readAttribute } from '../model/decode-value.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';
import { findRemover, type Narrowing, type NarrowingStep } from './narrowing.ts';

/** What made a target no candidate of a service. */
export type Removal =
  /** The distribution lists other targets, or does not name the service (then without a place). */
  | { readonly by: 'distribution'; readonly position: Position | undefined }
  | { readonly by: 'filter'; readonly step: NarrowingStep; readonly position: Position | undefined }
  /** The QoS model left it out by other means than a filter. */
  | { readonly by: 'qos model'; readonly position: undefined }
  /** The service is pinned to another target. */
  | { readonly by: 'pin'; readonly position: Position | undefined };

/** Where candidates come from, from the first step to the last. */
export interface CandidateSources {
  readonly services: ServicesModel;
  /** The distribution that lists the first candidates; undefined where every target is one of every service. */
  readonly listed: Distribution | undefined;
  /** What a QoS model made of them, where there is one. */
  readonly narrowing: Narrowing | undefined;
}

/** The first step that made a target no candidate; undefined where none did. O(steps · candidates of the service). */
export function findRemoval(
  { services, listed, narrowing }: CandidateSources,
  service: string,
  target: string,
): Removal | undefined {
  if (listed !== undefined && !targetsOf(listed, service).includes(target)) {
    return { by: 'distribution', position: listed.mappings.get(service)?.[0]?.position };
  }
  if (narrowing !== undefined && !targetsOf(narrowing.final, service).includes(target)) {
    const step = findRemover(narrowing, service, target);
    if (step === undefined) return { by: 'qos model', position: undefined };
    return { by: 'filter', step, position: step.position };
  }
  const attributes = services.services.get(service)?.attributes;
  const pin = attributes && readAttribute(attributes, 'pinnedTo');
  if (pin === undefined || pin.value === null || pin.value === target) return undefined;
  return { by: 'pin', position: pin.position };
}
