/**
 * Greedy colouring again and again, class by class in another order each time: never worse, and often better.
 *
 * Problem    Improve a colouring of a dense graph, whose classes are small.
 * Input      A graph, a legal colouring, a number of colours that is enough, a seed.
 * Result     A legal colouring with as many colours or fewer.
 * Guarantee  It never gets worse: a class stays a class when all its vertices are coloured one after another.
 * Time       O(n + m) a round; ends with the budget, or when a bounded number of steps brought nothing. Space O(n).
 * Source     J. C. Culberson, F. Luo, Exploring the k-colorable landscape with Iterated Greedy, DIMACS Series 26, 1996,
 *            pp. 245–284.
 * Deviation  Of the orders only three: largest class first, reverse, random, in shares of 5 : 5 : 3.
 * Ties       By class number, by the seeded generator, by vertex number inside a class.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import { RandomNumbers } from '../random-numbers.ts';
import type { CountedColouring } from './colouring.ts';

/**
 * Without a colour fewer in that many steps (about a twentieth of a second) it is given up: the local searches use the
 * time better.
 */
const patience = 20_000_000;

/** Improves a legal colouring as above, until `enough` colours are left or nothing has come of many rounds. */
export function iterateGreedily(
  graph: Adjacency,
  start: CountedColouring,
  enough: number,
  budget: Budget,
  seed: number,
): CountedColouring {
  const random = new RandomNumbers(seed);
  const round = graph.vertexCount + 2 * graph.edgeCount;
  let best = start;
  for (let steps = 0; steps < patience && best.count > enough && !budget.isSpent(); steps += round) {
    const next = recolour(graph, orderClasses(best, random));
    if (next.count < best.count) steps = 0;
    best = next;
  }
  return best;
}

/** The vertices class by class. */
function orderClasses({ colours, count }: CountedColouring, random: RandomNumbers): Int32Array {
  const sizes = new Int32Array(count);
  for (const colour of colours) sizes[colour]!++;
  const classes = Array.from(sizes.keys());
  const choice = random.below(13);
  if (choice < 5) classes.sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  else if (choice < 10) classes.reverse();
  else {
    for (let i = count - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [classes[i], classes[j]] = [classes[j]!, classes[i]!];
    }
  }
  const places = new Int32Array(count);
  let place = 0;
  for (const colour of classes) {
    places[colour] = place;
    place += sizes[colour]!;
  }
  const order = new Int32Array(colours.length);
  for (let v = 0; v < colours.length; v++) order[places[colours[v]!]!++] = v;
  return order;
}

/** Each vertex in turn gets the least colour that no neighbour has. */
function recolour({ offsets, neighbours, vertexCount }: Adjacency, order: Int32Array) {
  const colours = new Int32Array(vertexCount).fill(-1);
  /** The last vertex, by its place in the order, that saw this colour. */
  const seenAt = new Int32Array(vertexCount).fill(-1);
  let count = 0;
  for (let i = 0; i < vertexCount; i++) {
    const v = order[i]!;
    for (let j = offsets[v]!, stop = offsets[v + 1]!; j < stop; j++) {
      const colour = colours[neighbours[j]!]!;
      if (colour >= 0) seenAt[colour] = i;
    }
    let colour = 0;
    while (seenAt[colour] === i) colour++;
    colours[v] = colour;
    if (colour >= count) count = colour + 1;
  }
  return { colours, count };
}
