import type { Drawing } from '../graph/drawing.ts';
import { renderSvg } from '../ports/graphviz/render-svg.ts';
import { writeGraph } from '../write/picture/graph.ts';
import type { Picture } from '../write/picture/picture.ts';

/** A picture in a form, as the options want it to look; no larger than is read unless all of it is asked for. */
export function drawPicture(
  drawing: Drawing,
  { format, plain }: { readonly format: 'dot' | 'svg'; readonly plain: boolean },
  { isWhole }: { readonly isWhole: boolean },
): Picture {
  const mostSide = isWhole ? Number.POSITIVE_INFINITY : undefined;
  return writeGraph(drawing, { format, plain, renderer: renderSvg, mostSide });
}
