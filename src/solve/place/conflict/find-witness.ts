/**
 * A plan that keeps everything, whatever it costs.
 *
 * Problem    Give each node a label that is open to it, so that room, rules and the limit on moves are kept.
 * Input      A problem without objectives, what is open in it, a plan to begin with, if there is one, how many trials.
 * Result     A plan, or nothing: which proves nothing.
 * Method     Nodes with little choice and great needs first, each where the least is broken; then annealing by single
 *            moves and swaps, in which overload and broken rules are all that counts; it ends with the first plan that
 *            breaks nothing.
 * Time       O(trials · (resources + rules of a node)).
 * Source     S. Minton, M. Johnston, A. Philips, P. Laird, "Minimizing Conflicts", Artificial Intelligence 58, 1992;
 *            S. Kirkpatrick, C. Gelatt, M. Vecchi, "Optimization by Simulated Annealing", Science 220, 1983.
 * Ties       By a seeded generator; work is counted, so that equal input gives an equal plan.
 *
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import { RandomNumbers } from '../../random-numbers.ts';
import type { PlaceProblem } from '../place-problem.ts';
import { PlaceState } from '../place-state.ts';
import type { OpenLabels } from './open-labels.ts';

/** What a broken rule counts, beside the mean need of a node that there is no room for. */
const priceOfRule = 1;
const hot = 0.6;
const cold = 0.03;
/** The part of the trials that are swaps. */
const swaps = 0.3;

export function findWitness(
  labels: OpenLabels,
  trials: number,
  start: Int32Array | undefined,
  seed: number,
): Int32Array | undefined {
  return new WitnessSearch(labels, seed).run(trials, start);
}

class WitnessSearch {
  readonly #labels: OpenLabels;
  readonly #problem: PlaceProblem;
  readonly #random: RandomNumbers;
  readonly #choices: readonly (readonly number[])[];
  /** Nodes that have a choice and have to be looked at. */
  readonly #loose: readonly number[];

  constructor(labels: OpenLabels, seed: number) {
    const { problem } = labels;
    this.#labels = labels;
    this.#problem = problem;
    this.#random = new RandomNumbers(seed);
    this.#choices = Array.from({ length: problem.nodeCount }, (_, node) => labels.labelsOf(node));
    this.#loose = this.#choices.flatMap((choice, node) => (choice.length > 1 && !labels.isSettled(node) ? [node] : []));
  }

  run(trials: number, start: Int32Array | undefined): Int32Array | undefined {
    const state = new PlaceState(this.#problem, this.#begin(start));
    this.#problem.resources.forEach(({ need }, r) => {
      const sum = this.#loose.reduce((all, node) => all + need[node]!, 0);
      state.rooms.price[r] = 1 / Math.max(sum / Math.max(1, this.#loose.length), 1e-9);
    });
    state.recount();
    if (!state.isFeasible && start === undefined) this.#construct(state);
    if (!state.isFeasible && this.#loose.length > 0) this.#anneal(state, trials);
    return state.isFeasible ? state.label.slice() : undefined;
  }

  #begin(start: Int32Array | undefined): Int32Array {
    return Int32Array.from(this.#choices, (choice, node) => {
      const settled = this.#labels.settledAt[node]!;
      if (settled >= 0) return settled;
      const before = start?.[node];
      return before !== undefined && this.#labels.isOpen(node, before) ? before : choice[node % choice.length]!;
    });
  }

  /** Each node, the most difficult first, to where the least is broken. */
  #construct(state: PlaceState): void {
    const { resources } = this.#problem;
    const size = (node: number): number =>
      resources.reduce((sum, { need }, r) => sum + need[node]! * state.rooms.price[r]!, 0);
    const order = [...this.#loose].sort((a, b) => size(b) - size(a) || a - b);
    for (let round = 0; round < 3 && !state.isFeasible; round++) {
      for (const node of order) {
        let [best, least] = [-1, 0];
        for (const label of this.#choices[node]!) {
          if (label === state.label[node]) continue;
          const change = lookAt(state, node, label);
          if (change >= least) continue;
          least = change;
          best = label;
        }
        if (best < 0) continue;
        lookAt(state, node, best);
        state.move(node, best);
      }
    }
  }

  #anneal(state: PlaceState, trials: number): void {
    const random = this.#random;
    const loose = this.#loose;
    for (let trial = 0; trial < trials; trial++) {
      const temperature = hot * (cold / hot) ** (trial / trials);
      const node = loose[random.below(loose.length)]!;
      if (random.below(1000) < 1000 * swaps) this.#swap(state, node, loose[random.below(loose.length)]!, temperature);
      else this.#move(state, node, temperature);
      if (state.isFeasible) return;
    }
  }

  #move(state: PlaceState, node: number, temperature: number): void {
    const choice = this.#choices[node]!;
    const label = choice[this.#random.below(choice.length)]!;
    if (label === state.label[node]) return;
    if (this.#accepts(lookAt(state, node, label), temperature)) state.move(node, label);
  }

  #swap(state: PlaceState, a: number, b: number, temperature: number): void {
    const [from, to] = [state.label[a]!, state.label[b]!];
    if (from === to || !this.#labels.isOpen(a, to) || !this.#labels.isOpen(b, from)) return;
    const first = lookAt(state, a, to);
    state.move(a, to);
    const second = lookAt(state, b, from);
    if (this.#accepts(first + second, temperature)) {
      state.move(b, from);
      return;
    }
    state.look(a, from);
    state.move(a, from);
  }

  #accepts(change: number, temperature: number): boolean {
    return change <= 0 || this.#random.below(1 << 20) < 2 ** 20 * Math.exp(-change / temperature);
  }
}

/** By how much more would be broken. */
function lookAt(state: PlaceState, node: number, label: number): number {
  state.look(node, label);
  return state.rooms.overloadChange + priceOfRule * state.change.broken;
}
