import { writeColmenaPlan } from './colmena/write-colmena-plan.ts';
import { writeComposePlan } from './compose/write-compose-plan.ts';
import { writeKubernetesPlan } from './kubernetes/write-kubernetes-plan.ts';
import { writeNomadPlan } from './nomad/write-nomad-plan.ts';
import type { PlacedModels } from './placed-services.ts';

/** The forms of others that a plan can be written in. */
export const exportForms = ['compose', 'kubernetes', 'nomad', 'colmena'] as const;

/** One of them. */
export type ExportForm = (typeof exportForms)[number];

const writers: Readonly<Record<ExportForm, (models: PlacedModels) => string>> = {
  compose: writeComposePlan,
  kubernetes: writeKubernetesPlan,
  nomad: writeNomadPlan,
  colmena: writeColmenaPlan,
};

/**
 * A plan as what tells another tool where services go: constraints, patches or tags. Names of models are texts in it,
 * whatever they are.
 * @throws InputError for names that the form cannot say
 */
export function exportPlan(form: ExportForm, models: PlacedModels): string {
  return writers[form](models);
}
