import { showControls } from '../base/show-controls.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { evaluationOptions, jsonOption, modelOptions, outputFileOption, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { forPictures, pictureOptions, writeServicesPicture } from '../cli/write-picture.ts';
import { writeForm } from '../cli/write-result.ts';
import { buildOrderGraph } from '../graph/order-graph.ts';
import { loadModels } from '../load/load-models.ts';
import { orderServices } from '../plan/index.ts';
import {
  activationOrderToJson,
  describeNoOrder,
  noOrderToJson,
  writeActivationOrder,
} from '../write/activation-order.ts';

const needed = { message: 'a distribution names targets', hint: 'give the infrastructure model with -i' };

const options = {
  services: required(modelOptions.services),
  infrastructure: modelOptions.infrastructure,
  distribution: {
    ...modelOptions.distribution,
    summary: 'the plan: only what it places counts, containers give an order, too, and machines are ordered',
    needs: [{ option: 'infrastructure', ...needed }],
  },
  'output-graph': { kind: 'switch', summary: 'draw the waves, and who waits for whom' },
  ...forPictures(['output-graph'], pictureOptions),
  ...jsonOption,
  ...outputFileOption,
  ...evaluationOptions,
} as const satisfies OptionTable;

/** `dydisnix-order`: the waves in which services, and machines, can be activated. */
export const order = defineCommand({
  name: 'order',
  summary: 'tell in which waves services, and with a plan machines, can be activated and upgraded',
  description:
    'A service waits for what it depends on (dependsOn), for what its activatesAfter names, and, with a plan (-d), ' +
    'for what provides its container on the same target. All of a wave can be activated at once; ' +
    'services are stopped in the reverse order. Machines whose services wait for each other go together. ' +
    'Exit code 1: services wait for each other in a circle, so that there is no order.',
  options,
  writes: given => ({ content: given.outputGraph ? 'picture' : 'report' }),
  examples: [
    { command: 'dydisnix-order -s services.nix', effect: 'prints the waves of services' },
    {
      command: 'dydisnix-order -s services.nix -i infrastructure.nix -d plan.nix',
      effect: 'prints the waves of services, with their targets, and of machines',
    },
    {
      command: 'dydisnix-order -s services.nix -i infrastructure.nix -d plan.nix --output-graph -o order.svg',
      effect: 'draws them',
    },
  ],
  run,
});

function run(given: ArgumentsOf<typeof options>, world: CommandWorld): Outcome {
  const { services, distribution, findings } = loadModels(toRequest(given), world);
  const plan = given.distribution === undefined ? undefined : distribution;
  world.progress('ordering the services');
  const found = orderServices(services, plan);
  if (found.kind === 'circular') {
    const diagnostics = [...findings.all, describeNoOrder(found, services)];
    return { exitCode: 1, data: noOrderToJson(found), diagnostics };
  }
  if (given.outputGraph) return writeServicesPicture(buildOrderGraph(found.waves), services, given, world);
  const forms = {
    data: () => activationOrderToJson(found),
    text: () => showControls(writeActivationOrder(found)),
  };
  return { ...writeForm(forms, given, world), diagnostics: findings.all };
}
