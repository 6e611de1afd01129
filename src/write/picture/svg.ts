import { InputError } from '../../base/diagnostic.ts';
import type { Drawing } from '../../graph/drawing.ts';
import { type DotOptions, writeDot } from './dot.ts';
import { finishSvg } from './finish-svg.ts';
import { chooseLayouts, type Engine } from './layout.ts';
import { limitSides, mostSide } from './limit-sides.ts';
import { drawNested } from './nested/draw-nested.ts';
import { levelsForNesting } from './nested/levels.ts';
import type { Picture } from './picture.ts';
import type { Renderer, Rendering } from './renderer.ts';

/**
 * A picture of more nodes and edges than this has no SVG: Graphviz would take minutes and gigabytes, and nobody could
 * read it.
 */
export const mostElements = 100_000;

/** How a picture is drawn. */
type SvgOptions = Pick<DotOptions, 'plain'> & {
  readonly renderer: Renderer;
  readonly timeLimit?: number | undefined;
  /** The most points that a side may have. Default `mostSide`. */
  readonly mostSide?: number | undefined;
};

/**
 * A drawing as SVG, in the layout that suits it, or in a simpler one where that takes longer than `timeLimit`
 * milliseconds or fails; then `note` says so. The same drawing gives the same bytes as long as the same layout is
 * reached in time.
 * @throws InputError when there are more than `mostElements`, or not even the simplest layout can be drawn
 */
export function drawSvg(drawing: Drawing, options: SvgOptions): Picture {
  refuseTooLarge(drawing);
  const { attempts, note: skipped } = listAttempts(drawing, options);
  const notes = skipped === undefined ? [] : [skipped];
  const { timeLimit = 10_000, mostSide: most = mostSide } = options;
  for (const { manner, draw } of attempts) {
    const isLast = manner === attempts.at(-1)?.manner;
    const drawn = draw(isLast ? Math.max(timeLimit, lastTimeLimit) : timeLimit);
    if ('svg' in drawn) {
      const { svg: text, scale } = limitSides(finishSvg(drawn.svg, drawing, drawn.bundles), most);
      const said = notes.length === 0 ? [] : [`${notes.join('; ')}: drawn ${manner} instead`];
      if (scale !== undefined)
        said.push(`drawn at ${Math.floor(100 * scale)} % of its size, to be at most ${most} points`);
      return { text, isReduced: scale !== undefined, ...(said.length > 0 && { note: said.join('; ') }) };
    }
    notes.push(`the layout ${manner} ${drawn.failure}`);
  }
  throw new InputError([
    {
      severity: 'error',
      code: 'picture',
      message: `no picture: ${notes.join('; ')}`,
      remedy: { kind: 'part-of-picture' },
    },
  ]);
}

/** A way to draw a drawing, and what it is called. */
interface Attempt {
  readonly manner: string;
  readonly draw: (timeLimit: number) => Rendering & { readonly bundles?: readonly string[] };
}

/** Box by box where that suits it, and the layouts of the whole. */
function listAttempts(
  drawing: Drawing,
  { plain = false, renderer }: SvgOptions,
): { readonly attempts: readonly Attempt[]; readonly note?: string } {
  const { layouts, note } = chooseLayouts(drawing);
  const whole = layouts.map(
    (layout): Attempt => ({
      manner: manners[layout.engine],
      draw: timeLimit =>
        renderer(writeDot(drawing, { plain, layout, forSvg: true }), { engine: layout.engine, timeLimit }),
    }),
  );
  const levels = levelsForNesting(drawing);
  if (levels === undefined) return { attempts: whole, ...(note !== undefined && { note }) };
  const nested: Attempt = {
    manner: 'box by box',
    draw: timeLimit => drawNested(drawing, levels, { plain, renderer, timeLimit }),
  };
  return { attempts: [nested, ...whole], ...(note !== undefined && { note }) };
}

/** Milliseconds for the simplest layout, which needs a few seconds where the machine has nothing else to do. */
const lastTimeLimit = 60_000;

function refuseTooLarge(drawing: Drawing): void {
  const [nodes, edges] = [drawing.nodeCount(), drawing.edgeCount()];
  if (nodes + edges <= mostElements) return;
  const message = `the picture is too large for SVG: ${nodes} nodes and ${edges} edges, where ${mostElements} together are the most`;
  throw new InputError([{ severity: 'error', code: 'picture', message, remedy: { kind: 'part-of-picture' } }]);
}

const manners: Readonly<Record<Engine, string>> = {
  dot: 'by ranks',
  sfdp: 'by springs',
  osage: 'on a grid',
};
