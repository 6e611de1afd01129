import type { Findings } from '../base/findings.ts';
import { applyPins, type Pin } from '../model/apply-pins.ts';
import { decodeLinkWeights, type LinkWeight } from '../model/decode-link-weights.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import { placeEverywhere } from '../model/place-everywhere.ts';
import type { ServicesModel } from '../model/service.ts';
import type { Request } from './planner.ts';

/** A request with all that a plan must obey read off its models. Only `prepareRequest` makes one. */
export class PreparedRequest implements Request {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** Those that pins leave. */
  readonly candidates: Distribution;
  readonly previous: Distribution | undefined;
  readonly weightOf: LinkWeight;
  /** Of the services that are placed; by service. */
  readonly pins: ReadonlyMap<string, Pin>;

  constructor(whole: Omit<PreparedRequest, 'restrictTo' | 'pinsOf'>) {
    this.services = whole.services;
    this.infrastructure = whole.infrastructure;
    this.candidates = whole.candidates;
    this.previous = whole.previous;
    this.weightOf = whole.weightOf;
    this.pins = whole.pins;
  }

  /** The same for some of the services. O(number of names). */
  restrictTo(names: readonly string[]): PreparedRequest {
    const { mappings } = this.candidates;
    return new PreparedRequest({
      ...this,
      candidates: { mappings: new Map(names.map(name => [name, mappings.get(name) ?? []])) },
    });
  }

  /** The pins of these services, in their order. */
  pinsOf(names: readonly string[]): readonly Pin[] {
    return names.flatMap(name => this.pins.get(name) ?? []);
  }
}

/**
 * Reads off the models of a request what a plan must obey: pins leave a service one candidate, links weigh what
 * `linkWeights` says. Wrong pins and weights are reported to `findings`; a request that is prepared already comes back
 * as it is. Every planner begins with this, so callers do only when they need the candidates themselves. O(services +
 * candidates).
 */
export function prepareRequest(request: Request, findings: Findings): PreparedRequest {
  if (request instanceof PreparedRequest) return request;
  const { services, infrastructure, previous } = request;
  const weightOf = decodeLinkWeights(services, findings);
  const { candidates, pins } = applyPins(request.candidates ?? placeEverywhere(request), services, findings);
  return new PreparedRequest({ services, infrastructure, candidates, previous, weightOf, pins });
}
