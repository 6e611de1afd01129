import { buildAdjacency, solveColouring } from '../../solve/index.ts';
import { certifyColouring } from '../../verify/certify-colouring.ts';
import { verifyColouring } from '../../verify/verify-colouring.ts';
import { type OptionRules, oneOf, seconds } from '../option-rules.ts';
import { GraphError } from './graph-error.ts';
import { checkGraphOptions } from './graph-options.ts';
import { type NumberedGraph, readGraph } from './read-graph.ts';
import type { ReadableGraph } from './readable-graph.ts';

/** How a colouring is looked for. */
export interface ColourGraphOptions {
  /**
   * `auto` (when left out): DSATUR, a largest clique, then tabu search and branch and bound until colours and bound
   * meet. `exact`: the same without the tabu search. `dsatur`: a colouring and a clique at once, however far apart.
   */
  readonly algorithm?: 'auto' | 'exact' | 'dsatur' | undefined;
  /** Seconds after which the best colouring so far is returned: 5 when left out. */
  readonly timeLimit?: number | undefined;
}

const rules: OptionRules<ColourGraphOptions> = { algorithm: oneOf('auto', 'exact', 'dsatur'), timeLimit: seconds };

/**
 * What proves that there is no colouring with fewer colours: the clique, a cycle of odd length, a subgraph that needs
 * more colours than its largest clique has nodes (J. Mycielski, 1955), how many nodes can share a colour, a complete
 * search; with lists of candidates also what these ask for.
 */
export type ColouringBound = 'clique' | 'odd cycle' | 'mycielskian' | 'stable sets' | 'search' | ListBound;

/**
 * What proves a bound from lists of candidates: nodes no two of which can share a colour, shares of candidates that add
 * up to it, that fewer colours hit every list, or a complete search.
 */
type ListBound = 'apart' | 'prices' | 'hitting sets' | 'candidates';

/** A colouring, and what is proved of it. */
export interface GraphColouring {
  /** Node → its colour: 0, 1, 2 … in the order in which the nodes, by name, first use them. */
  readonly colours: ReadonlyMap<string, number>;
  /** How many colours are used. */
  readonly count: number;
  /** No colouring has fewer colours. */
  readonly lowerBound: number;
  /** Whether `count` equals `lowerBound`: then there is no better colouring. */
  readonly optimal: boolean;
  /** Whether the bound is recounted by code that shares nothing with the search; else it is by search alone. */
  readonly certified: boolean;
  /** Whether the clock ended the search before its work was done: another run may find another colouring. */
  readonly endedByClock: boolean;
  readonly boundBy: ColouringBound;
  /** The largest set of nodes found that are all neighbours of each other, by name: each needs a colour of its own. */
  readonly clique: readonly string[];
}

/**
 * Gives neighbours different colours, with as few colours as can be found and proved in a time limit.
 *
 * The direction and the weight of edges do not count, parallel edges count once, and parents of a compound graph are
 * nodes like others. The answer is the same for the same graph, in whatever order it was built, unless the time limit
 * ends the search. Colours, clique and bound are checked by code of its own before they are returned; what rests on a
 * complete search (`boundBy: 'search'`) rests on that.
 *
 * DSATUR and a greedy clique take O((n + m) log n): 3 s for 100,000 nodes and 300,000 edges, most of it to read the
 * graph. Closing the gap is exponential and ends with the time limit. Space O(n · colours + m). D. Brélaz, "New methods
 * to color the vertices of a graph", Communications of the ACM 22(4), 1979; A. Hertz, D. de Werra, "Using tabu search
 * techniques for graph coloring", Computing 39, 1987.
 *
 * @throws GraphError `loop` where an edge joins a node with itself
 *
 * @example
 * ```ts
 * import { Graph } from '@dagrejs/graphlib';
 * import { colourGraph } from 'dydisnix/graph';
 *
 * const exams = new Graph({ directed: false });
 * exams.setPath(['algebra', 'botany', 'chemistry', 'algebra']);
 * exams.setEdge('chemistry', 'drawing');
 * const { colours, optimal, clique } = await colourGraph(exams);
 * console.log(colours.get('drawing'), optimal, clique); // 0 true [ 'algebra', 'botany', 'chemistry' ]
 * ```
 */
export async function colourGraph(graph: ReadableGraph, options: ColourGraphOptions = {}): Promise<GraphColouring> {
  checkGraphOptions(options, rules);
  const numbered = readGraph(graph);
  refuseLoops(numbered);
  const adjacency = buildAdjacency(numbered.names.length, numbered.from, numbered.to);
  const { algorithm = 'auto', timeLimit = 5 } = options;
  let endedByClock = false;
  const onClock = (): void => {
    endedByClock = true;
  };
  const solution = solveColouring(adjacency, { algorithm, timeLimit, onClock });
  const colours = new Map(numbered.names.map((name, node) => [name, solution.colours[node] ?? -1]));
  const found = [...verifyColouring(adjacency, solution), ...checkEdges(graph, colours)];
  // What is wrong already need not be tried out.
  const judged = found.length > 0 ? undefined : certifyColouring(adjacency, solution);
  const faults = [...found, ...(judged?.faults ?? [])];
  if (faults.length > 0) throw new Error(`the colouring does not hold what it promises: ${faults.join('; ')}`);
  const { count, lowerBound, optimal, boundBy, clique } = solution;
  return {
    colours,
    count,
    lowerBound,
    optimal,
    certified: judged?.certified === true,
    endedByClock,
    boundBy,
    clique: Array.from(clique, node => numbered.names[node] ?? ''),
  };
}

function refuseLoops({ edges, from, to }: NumberedGraph): void {
  const loops = edges.filter((_, e) => from[e] === to[e]).map(({ v }) => `"${v}"`);
  if (loops.length === 0) return;
  const few = new Set(loops.slice(0, 3));
  const more = loops.length > few.size ? ' and others' : '';
  const message = `an edge joins ${[...few].join(', ')}${more} with itself, and no colouring gives a node two colours`;
  throw new GraphError('loop', `${message}: remove the edge`);
}

/** Once more on the graph that was given: what was read of it could be wrong. */
function checkEdges(graph: ReadableGraph, colours: ReadonlyMap<string, number>): string[] {
  return graph
    .edges()
    .flatMap(({ v, w }) => (colours.get(v) === colours.get(w) ? [`"${v}" and "${w}" are alike`] : []));
}
