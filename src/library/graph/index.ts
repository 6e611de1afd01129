/**
 * `dydisnix/graph`: algorithms for any graph of `@dagrejs/graphlib`, each with a proof of what it found.
 *
 * @packageDocumentation
 */
export { type ColourGraphOptions, type ColouringBound, colourGraph, type GraphColouring } from './colour-graph.ts';
export { type CutMultiwayOptions, cutMultiway, type MultiwayCut } from './cut-multiway.ts';
export { LARGEST_SUM_OF_WEIGHTS, type WeightOptions } from './exact-weights.ts';
export { GraphError, type GraphErrorCode } from './graph-error.ts';
export { type MaximumFlow, maximumFlow } from './maximum-flow.ts';
export type { GraphEdge, ReadableGraph } from './readable-graph.ts';
export { stronglyConnectedComponents } from './strongly-connected-components.ts';
