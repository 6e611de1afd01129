import { InputError } from '../../base/diagnostic.ts';
import type { Drawing } from '../../graph/drawing.ts';
import { type DotOptions, writeDot } from './dot.ts';
import { finishSvg } from './finish-svg.ts';
import { chooseLayouts, type Engine } from './layout.ts';
import type { Renderer } from './renderer.ts';

/**
 * A picture of more nodes and edges than this has no SVG: Graphviz would take minutes and gigabytes, and nobody could
 * read it.
 */
export const mostElements = 100_000;

/**
 * A drawing as SVG, in the layout that suits it, or in a simpler one where that takes longer than `timeLimit`
 * milliseconds or fails; then `note` says so. The same drawing gives the same bytes as long as the same layout is
 * reached in time.
 * @throws InputError when there are more than `mostElements`, or not even the simplest layout can be drawn
 */
export function drawSvg(
  drawing: Drawing,
  options: Pick<DotOptions, 'plain'> & { readonly renderer: Renderer; readonly timeLimit?: number | undefined },
): { readonly text: string; readonly note?: string | undefined } {
  refuseTooLarge(drawing);
  const { layouts, note: skipped } = chooseLayouts(drawing);
  const notes = skipped === undefined ? [] : [skipped];
  const timeLimit = options.timeLimit ?? 10_000;
  for (const layout of layouts) {
    const dot = writeDot(drawing, { plain: options.plain, layout, forSvg: true });
    const last = layout === layouts[layouts.length - 1];
    const rendering = options.renderer(dot, {
      engine: layout.engine,
      timeLimit: last ? Math.max(timeLimit, lastTimeLimit) : timeLimit,
    });
    if ('svg' in rendering) {
      const text = finishSvg(rendering.svg, drawing);
      if (notes.length === 0) return { text };
      return { text, note: `${notes.join('; ')}: drawn ${manners[layout.engine]} instead` };
    }
    notes.push(`the layout ${manners[layout.engine]} ${rendering.failure}`);
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
