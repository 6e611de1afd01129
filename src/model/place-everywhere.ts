import type { Distribution } from './distribution.ts';
import type { InfrastructureModel } from './infrastructure.ts';
import type { ServicesModel } from './service.ts';

/** Every target for every service: the candidates where nobody lists any. */
export function placeEverywhere(models: {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
}): Distribution {
  const everywhere = [...models.infrastructure.targets.keys()].map(target => ({ target }));
  return { mappings: new Map([...models.services.services.keys()].map(key => [key, everywhere])) };
}
