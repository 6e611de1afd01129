import type { PlacedModels } from '../exchange/placed-services.ts';
import { buildDistributionGraph } from '../graph/distribution-graph.ts';
import type { Drawing } from '../graph/drawing.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import type { Capacity } from '../plan/index.ts';
import { buildDocument } from '../write/cards/build-document.ts';
import { drawCards } from '../write/cards/cards-svg.ts';
import { mostSide } from '../write/picture/limit-sides.ts';
import { suitsDrawing } from '../write/picture/nested/levels.ts';
import type { Picture } from '../write/picture/picture.ts';
import type { CommandWorld } from './command.ts';
import { mostInBoxes } from './fold-large.ts';
import { tellLoads } from './tell-loads.ts';

/** A plan to be drawn. */
export interface DrawnPlacement extends PlacedModels {
  readonly weightOf?: LinkWeight;
  /** What is told of the load of each target. */
  readonly capacities?: readonly Capacity[];
}

/**
 * A plan as boxes with arrows, still to be drawn, or as cards: as SVG, where there are many services, or so many links
 * between targets that arrows would hide them, unless all of it is asked for.
 */
export function drawPlan(
  plan: DrawnPlacement,
  form: 'dot' | 'svg' | 'json',
  world: Pick<CommandWorld, 'isWhole' | 'progress'>,
): { readonly drawing: Drawing } | Picture {
  const { services, infrastructure, distribution, weightOf = () => 1, capacities = [] } = plan;
  const plans = [{ title: 'plan', distribution }];
  const makeDocument = () => buildDocument({ title: 'Plan', services, infrastructure, weightOf, plans, capacities });
  const isLarge = distribution.mappings.size > mostInBoxes;
  if (form !== 'svg' || world.isWhole || !isLarge) {
    const loadsOf = form === 'json' || capacities.length === 0 ? undefined : tellLoads(makeDocument());
    const drawing = buildDistributionGraph(services, infrastructure, distribution, weightOf, loadsOf);
    if (form !== 'svg' || world.isWhole || suitsDrawing(drawing)) return { drawing };
  }
  world.progress('drawing the picture');
  const { svg, note } = drawCards(makeDocument(), { lens: 'machine', mostSide });
  return { text: svg, note };
}
