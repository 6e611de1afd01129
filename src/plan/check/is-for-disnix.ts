import type { ServicesModel } from '../../model/service.ts';

/** Whether a model is written for Disnix: services that have packages are. O(services). */
export function isForDisnix({ services }: ServicesModel): boolean {
  for (const { attributes } of services.values()) if (attributes.has('pkg')) return true;
  return false;
}
