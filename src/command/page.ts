import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import { forceOption } from '../cli/model-options.ts';
import type { ArgumentsOf, OptionTable } from '../cli/option-table.ts';
import { answerNoPlan } from '../cli/qos-options.ts';
import { writeResult } from '../cli/write-result.ts';
import { writePlanPage } from '../page/write-page.ts';
import { compress } from '../ports/compress.ts';
import { sha256 } from '../ports/sha256.ts';
import { pageOptions, readPageContents, requirePlanner } from './page-contents.ts';

const options = {
  ...pageOptions,
  'with-planner': { kind: 'switch', summary: 'put the planner into the page, which then plans anew (300 kB more)' },
  output: { kind: 'output', short: 'o', summary: 'write the page to this file' },
  ...forceOption,
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix page`: a plan as a page that can be asked, and changed. */
export const page = defineCommand({
  name: 'page',
  summary: 'write a page that shows a plan at any size, tells why it is so, and what changes would cost',
  description:
    'One HTML file that asks nothing of the network: machines as cards in their zones, with loads and services, the ' +
    'links between them, who needs a service and what it needs, a table; why each service is where it is, and what ' +
    'other places would cost; changes that are tried out, with --with-planner also planned anew, and copied out as a ' +
    'command, pins, or a distribution. With --previous it shows what moved. docs/page.md tells more.',
  options,
  writes: () => ({ content: 'page', form: 'html' }),
  examples: [
    {
      command: 'dydisnix-page -s services.nix -i infrastructure.nix -d plan.nix -o plan.html',
      effect: 'writes the page of a plan',
    },
    {
      command:
        'dydisnix-page -s services.nix -i infrastructure.nix -d plan.nix --policy placement.nix --with-planner -o p.html',
      effect: 'writes a page with loads, in which changes can be planned anew',
    },
  ],
  run: (given, world) => answerNoPlan(() => show(given, world)),
});

function show(given: Given, world: CommandWorld): Outcome {
  const { document, writeModels, diagnostics } = readPageContents(given, world);
  world.progress('writing the page');
  const planner = given.withPlanner ? { program: requirePlanner('--with-planner'), models: writeModels() } : undefined;
  const html = writePlanPage(document, planner, { compress, sha256 });
  return { ...writeResult(html, { outputFile: given.output }, world), diagnostics };
}
