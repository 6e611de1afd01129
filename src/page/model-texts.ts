import { fromBytes } from '../base/bytes.ts';
import type { ModelsJson } from './models-json.ts';
import type { PlannedModels } from './plan-call.ts';

/** Models as the planner of pages is given them: ordinary strings. O(bytes). */
export function modelTexts({ services, infrastructure, distribution, policy }: ModelsJson): PlannedModels {
  return {
    services: fromBytes(services),
    infrastructure: fromBytes(infrastructure),
    distribution: distribution && fromBytes(distribution),
    policy: policy && fromBytes(policy),
  };
}
