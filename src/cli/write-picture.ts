import type { Drawing } from '../graph/drawing.ts';
import type { ServicesModel } from '../model/service.ts';
import { drawingToJson } from '../write/picture/drawing-json.ts';
import type { Picture } from '../write/picture/picture.ts';
import type { CommandWorld, Outcome } from './command.ts';
import { drawPicture } from './draw-picture.ts';
import { type DrawnPlacement, drawPlan } from './draw-plan.ts';
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
export function writePicture(
  drawing: Drawing,
  given: Drawn & { readonly json: boolean },
  world: CommandWorld,
): Outcome {
  if (given.json) return writeData(drawingToJson(drawing), given, world);
  const format = beginPicture(given, world);
  return putPicture(drawPicture(drawing, { ...given, format }, world), given, world);
}

/** Writes a picture, and says what is to be said of it. */
export function putPicture({ text, note }: Picture, given: Drawn, world: CommandWorld): Outcome {
  return writeResult(text, given, world, note === undefined ? '' : `${note}\n`);
}

/** The form of a picture that is drawn from now on, which is said. */
export function beginPicture(given: Drawn, world: CommandWorld): 'dot' | 'svg' {
  const format = formOf(given);
  world.progress(format === 'svg' ? 'drawing the picture' : 'writing the graph');
  return format;
}

/** The form that the options ask for. */
function formOf({ format, outputFile }: Drawn): 'dot' | 'svg' {
  return format ?? (outputFile?.endsWith('.svg') ? 'svg' : 'dot');
}

/**
 * As `writePicture`, of services: where there are many, groups and targets stand for theirs, which is said; as data all
 * are there.
 */
export function writeServicesPicture(
  drawing: Drawing,
  services: ServicesModel,
  given: Drawn & { readonly json: boolean },
  world: CommandWorld,
): Outcome {
  if (given.json) return writePicture(drawing, given, world);
  const format = beginPicture(given, world);
  const draw = (shown: ReturnType<typeof foldLarge>) => ({
    ...shown,
    picture: drawPicture(shown.drawing, { ...given, format }, world),
  });
  let drawn = draw(foldLarge(drawing, services, world));
  if (drawn.picture.isReduced && drawn.drawing === drawing) {
    const folded = foldLarge(drawing, services, world, 0);
    if (folded.drawing.nodeCount() < drawing.nodeCount()) drawn = draw(folded);
  }
  if (drawn.note !== undefined) world.note(drawn.note);
  return putPicture(drawn.picture, given, world);
}

/**
 * The outcome of a command that draws a plan: as `writePicture`, but as SVG a large plan becomes cards, unless the
 * whole of it is asked for.
 */
export function writePlanDrawing(
  plan: DrawnPlacement,
  given: Drawn & { readonly json: boolean },
  world: CommandWorld,
): Outcome {
  const drawn = drawPlan(plan, given.json ? 'json' : formOf(given), world);
  if ('drawing' in drawn) return writeServicesPicture(drawn.drawing, plan.services, given, world);
  return putPicture(drawn, given, world);
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
