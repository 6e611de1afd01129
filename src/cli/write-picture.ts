import type { PlacedModels } from '../exchange/placed-services.ts';
import { buildDistributionGraph } from '../graph/distribution-graph.ts';
import type { Drawing } from '../graph/drawing.ts';
import type { World } from '../load/world.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import type { ServicesModel } from '../model/service.ts';
import { readGroup, splitGroup } from '../model/service-details.ts';
import { renderSvg } from '../ports/graphviz/render-svg.ts';
import { buildDocument } from '../write/cards/build-document.ts';
import { drawCards } from '../write/cards/cards-svg.ts';
import { drawingToJson } from '../write/picture/drawing-json.ts';
import { type Picture, writeGraph } from '../write/picture/graph.ts';
import type { CommandWorld, Outcome } from './command.ts';
import { exportedPortsOptions } from './exported-ports.ts';
import { foldLarge } from './fold-large.ts';
import type { outputFileOption } from './model-options.ts';
import { type ArgumentsOf, forOneOf, notWith, type OptionTable } from './option-table.ts';
import { planOptions } from './write-plan.ts';
import { writeData, writeResult } from './write-result.ts';

/** How a picture looks. */
export const pictureOptions = {
  ...notWith(
    'json',
    'the graph as data has one form',
    {
      format: {
        kind: 'text',
        short: 'f',
        value: 'FORMAT',
        choices: ['dot', 'svg'],
        summary: 'the form of a picture; svg where the output file ends in .svg, else dot',
      },
    },
    'a graph is written as SVG or DOT (--format) or as data (--json)',
  ),
  plain: { kind: 'switch', summary: 'leave out the colours of the targets' },
} as const satisfies OptionTable;

/** The options of a picture where there is one only with one of `pictures`. */
export function forPictures<const Table extends OptionTable>(pictures: readonly string[], table: Table): Table {
  return forOneOf(pictures, 'is for pictures', table);
}

/**
 * The options of a planner that draws one picture or prints its plan; its problem and the resolved graph are described
 * by the planner.
 */
export function drawnPlanOptions(problem: string, resolved: string) {
  const graph = 'output-graph';
  const resolvedGraph = 'output-resolved-graph';
  const plan = 'output-plan';
  const [oneAtATime, isNoPlan] = ['one picture at a time', 'a picture is no plan'];
  const { form, 'output-xml': xml, ...others } = planOptions;
  let printed = { form, 'output-xml': xml };
  for (const picture of [graph, resolvedGraph, plan]) printed = notWith(picture, isNoPlan, printed);
  return {
    [graph]: { kind: 'switch', summary: problem },
    ...notWith(graph, oneAtATime, { [resolvedGraph]: { kind: 'switch', summary: resolved } }),
    ...notWith(
      resolvedGraph,
      oneAtATime,
      notWith(graph, oneAtATime, { [plan]: { kind: 'switch', summary: 'draw the plan: services boxed by target' } }),
    ),
    ...forPictures([graph, resolvedGraph, plan], pictureOptions),
    form: printed.form,
    ...exportedPortsOptions,
    json: others.json,
    'output-xml': printed['output-xml'],
    'output-file': others['output-file'],
    force: others.force,
  } as const satisfies OptionTable;
}

type Drawn = ArgumentsOf<typeof pictureOptions> & ArgumentsOf<typeof outputFileOption>;

/**
 * The outcome of a command that draws: the picture in the form that `--format`, or the ending of the output file, asks
 * for; with `--json` the graph as data.
 */
export function writePicture(drawing: Drawing, given: Drawn & { readonly json: boolean }, world: World): Outcome {
  if (given.json) return writeData(drawingToJson(drawing), given, world);
  const asked = given.format ?? (given.outputFile?.endsWith('.svg') ? 'svg' : 'dot');
  world.progress(asked === 'svg' ? 'drawing the picture' : 'writing the graph');
  const picture = drawPicture(drawing, asked, given);
  const notes = picture.note === undefined ? '' : `${picture.note}\n`;
  return writeResult(picture.text, given, world, notes);
}

/**
 * The same of services: where there are many, groups and targets stand for theirs, which is said; as data all are
 * there.
 */
export function writeServicesPicture(
  drawing: Drawing,
  services: ServicesModel,
  given: Drawn & { readonly json: boolean },
  world: CommandWorld,
): Outcome {
  if (given.json) return writePicture(drawing, given, world);
  const shown = foldLarge(drawing, services, world);
  if (shown.note !== undefined) world.note(shown.note);
  return writePicture(shown.drawing, given, world);
}

/** Of a plan with more services cards are drawn: boxes with links between them all would be no picture. */
const mostInBoxes = 60;
/** No side of a picture is longer, in points. */
const mostSide = 6000;

/** A plan to be drawn. */
interface DrawnPlacement extends PlacedModels {
  readonly weightOf?: LinkWeight;
}

/**
 * The outcome of a command that draws a plan: as `writePicture`, but as SVG a large plan becomes cards, unless the
 * whole of it is asked for.
 */
export function writePlanDrawing(
  { services, infrastructure, distribution, weightOf = () => 1 }: DrawnPlacement,
  given: Drawn & { readonly json: boolean },
  world: CommandWorld,
): Outcome {
  const asked = given.format ?? (given.outputFile?.endsWith('.svg') ? 'svg' : 'dot');
  if (given.json || asked === 'dot' || world.isWhole || distribution.mappings.size <= mostInBoxes) {
    const drawing = buildDistributionGraph(services, infrastructure, distribution, weightOf);
    return writeServicesPicture(drawing, services, given, world);
  }
  world.progress('drawing the picture');
  const plans = [{ title: 'plan', distribution }];
  const document = buildDocument({ title: 'Plan', services, infrastructure, weightOf, plans });
  const { svg, note } = drawCards(document, { lens: 'machine', mostSide });
  return writeResult(svg, given, world, note === undefined ? '' : `${note}\n`);
}

/**
 * Whether the services of a group, or of all, are drawn as cards by the groups inside: as SVG, where there are many
 * of them, and such groups.
 */
export function areCards(
  { services }: ServicesModel,
  { asked, group = '' }: { readonly asked: 'dot' | 'svg'; readonly group: string | undefined },
  world: Pick<CommandWorld, 'isWhole'>,
): boolean {
  if (asked === 'dot' || world.isWhole || services.size <= mostInBoxes) return false;
  const depth = splitGroup(group).length;
  return [...services.values()].some(service => readGroup(service).length > depth);
}

/** Services as cards by group, with a table of the links between groups below: an SVG. */
export function drawServiceCards(services: ServicesModel, title: string, linkOf?: (group: string) => string): Picture {
  const nowhere = { infrastructure: { targets: new Map() }, plans: [] };
  const document = buildDocument({ title, services, ...nowhere, weightOf: () => 1 });
  const { svg, note } = drawCards(document, { lens: 'group', mostSide, linkOf });
  return { text: svg, note };
}

/** What a planner that draws has found. */
interface DrawnPlan extends DrawnPlacement {
  /** What the plan leaves of the problem. */
  readonly resolved: () => Drawing;
}

/** The picture of a plan that the options ask for, resolved graph or plan; undefined where they ask for none. */
export function writePlanPicture(
  { resolved, ...plan }: DrawnPlan,
  given: Drawn & { readonly json: boolean; readonly outputResolvedGraph: boolean; readonly outputPlan: boolean },
  world: CommandWorld,
): Outcome | undefined {
  if (given.outputResolvedGraph) return writeServicesPicture(resolved(), plan.services, given, world);
  if (!given.outputPlan) return undefined;
  return writePlanDrawing(plan, given, world);
}

/** A picture in a form, as the options want it to look. */
export function drawPicture(drawing: Drawing, format: 'dot' | 'svg', { plain }: { readonly plain: boolean }): Picture {
  return writeGraph(drawing, { format, plain, renderer: renderSvg });
}
