import type { Command } from '../cli/command.ts';
import type { CommandDescription } from '../cli/command-description.ts';

/** Every command, in the order in which the overview lists them. A command's module is loaded only when it runs. */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['init', async () => (await import('./init.ts')).init],
  ['visualize-services', async () => (await import('./visualize-services.ts')).visualizeServices],
  ['visualize-infra', async () => (await import('./visualize-infra.ts')).visualizeInfra],
  ['visualize-distribution', async () => (await import('./visualize-distribution.ts')).visualizeDistribution],
  ['graphcol', async () => (await import('./graphcol.ts')).graphcol],
  ['multiwaycut', async () => (await import('./multiwaycut.ts')).multiwaycut],
  ['place', async () => (await import('./place.ts')).place],
  ['plan', async () => (await import('./plan.ts')).plan],
  ['apply', async () => (await import('./apply.ts')).apply],
  ['env', async () => (await import('./env.ts')).env],
  ['self-adapt', async () => (await import('./self-adapt.ts')).selfAdapt],
  ['loop', async () => (await import('./self-adapt.ts')).loop],
  ['gendist', async () => (await import('./gendist.ts')).gendist],
  ['previous-distribution', async () => (await import('./previous-distribution.ts')).previousDistribution],
  ['augment-infra', async () => (await import('./augment-infra.ts')).augmentInfra],
  ['divide', async () => (await import('./divide.ts')).divide],
  ['minsetcover', async () => (await import('./minsetcover.ts')).minsetcover],
  ['id-assign', async () => (await import('./id-assign.ts')).idAssign],
  ['nixproc-id-assign', async () => (await import('./nixproc-id-assign.ts')).nixprocIdAssign],
  ['check', async () => (await import('./check.ts')).check],
  ['verify', async () => (await import('./verify.ts')).verify],
  ['order', async () => (await import('./order.ts')).order],
  ['xml', async () => (await import('./xml.ts')).xml],
  ['explain', async () => (await import('./explain.ts')).explain],
  ['diff', async () => (await import('./diff.ts')).diff],
  ['eval', async () => (await import('./eval.ts')).evalCommand],
  ['page', async () => (await import('./page.ts')).page],
  ['ui', async () => (await import('./ui.ts')).ui],
  ['walk', async () => (await import('./walk.ts')).walk],
  ['tour', async () => (await import('./tour.ts')).tour],
  ['import', async () => (await import('./import.ts')).importCommand],
  ['document-services', async () => (await import('./document-services.ts')).documentServices],
  ['generate-services-docs', async () => (await import('./document-services.ts')).generateServicesDocs],
  ['completion', async () => (await import('./completion.ts')).createCompletion(await describeCommands())],
  ['man', async () => (await import('./man.ts')).createMan(await describeCommands())],
  ['complete-names', async () => (await import('./complete-names.ts')).completeNames],
]);

/** What there is to say about every command, for those that tell about all of them. */
async function describeCommands(): Promise<readonly CommandDescription[]> {
  const { completionDescription } = await import('./completion.ts');
  const { manDescription } = await import('./man.ts');
  const own = new Map<string, CommandDescription>(
    [completionDescription, manDescription].map(description => [description.name, description]),
  );
  return Promise.all([...commands].map(async ([name, load]) => own.get(name) ?? load()));
}
