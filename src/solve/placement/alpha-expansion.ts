/**
 * Problem    Choose a candidate for each node of a core so that much weight is saved (and few labels are used).
 * Input      A core, a first choice, and what each used label costs.
 * Result     A choice that no single *expansion move* improves: no set of nodes can move to one label at once and gain.
 * Guarantee  With candidate lists and without label costs the links are at most twice the fewest possible (theorem 6.1
 *            with equal weights within a pair; fixed nodes and missing candidates are infinite data terms).
 * Time       One maximum flow for each label and round over the nodes that may go there; a handful of rounds.
 * Source     Yuri Boykov, Olga Veksler, Ramin Zabih, "Fast Approximate Energy Minimization via Graph Cuts", IEEE PAMI
 *            23(11), 2001, section 5. Their letters: α the label that expands, P the nodes, f the choice.
 *            Label costs: Andrew Delong, Anton Osokin, Hossam Isack, Yuri Boykov, "Fast Approximate Energy Minimization
 *            with Label Costs", IJCV 96, 2012, section 2.
 * Deviation  Pairs of nodes on different labels take the triangle-free form of Kolmogorov and Zabih (2004), so no
 *            auxiliary nodes are needed for them.
 * Ties       A node moves only where that gains something; labels expand in ascending order.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Grouping, groupByLabel } from '../graph/group-by.ts';
import { gainAt, type PlacementCore } from './core.ts';
import { FlowNetwork } from './max-flow.ts';

/** More than any cut, and still a whole number that sums exactly. */
const unbounded = 2 ** 50;

/** Expansion moves on the choices of one core; its network is used again from one move to the next. */
export class AlphaExpansion {
  readonly #core: PlacementCore;
  readonly #network = new FlowNetwork();
  /** Node → its number in the network of the running expansion, or -1. */
  readonly #index: Int32Array;
  readonly #members: Int32Array;
  /** Label → the nodes that may move there. */
  readonly #movable: Grouping;
  readonly #labelCost: Float64Array | undefined;
  /** Work done so far, in nodes and arcs put into networks. */
  work = 0;

  /**
   * `movable`: label → the nodes that may move there (all of its candidates where left out).
   * `labelCost`: what using a label costs, 0 for labels that fixed nodes use anyway.
   */
  constructor(core: PlacementCore, options: { movable?: Grouping; labelCost?: Float64Array } = {}) {
    this.#core = core;
    this.#index = new Int32Array(core.nodeCount).fill(-1);
    this.#members = new Int32Array(core.nodeCount);
    this.#movable = options.movable ?? groupByLabel(core.labelCount, core);
    this.#labelCost = options.labelCost?.some(cost => cost > 0) ? options.labelCost : undefined;
  }

  /**
   * Improves `choice` in place until no expansion helps or `goOn` (asked after each, and now and then in a long one)
   * says stop. Returns by how much it improved.
   */
  improve(choice: Int32Array, goOn: () => boolean = () => true): number {
    const { labelCount } = this.#core;
    let improved = 0;
    let sinceLast = 0;
    for (let label = 0; sinceLast < labelCount; label = (label + 1) % labelCount) {
      const gain = this.expand(choice, label, goOn);
      improved += gain;
      sinceLast = gain > 0 ? 1 : sinceLast + 1;
      if (!goOn()) break;
    }
    return improved;
  }

  /** Arcs read inside maximum flows so far, which `work` leaves out. */
  get arcsRead(): number {
    return this.#network.arcsRead;
  }

  /**
   * The best single expansion of one label: changes `choice` in place and returns what that gained; 0 if `goOn` says
   * stop.
   */
  expand(choice: Int32Array, alpha: number, goOn?: () => boolean): number {
    const memberCount = this.#collectMembers(choice, alpha);
    if (memberCount === 0) return 0;
    const network = this.#network;
    network.reset(memberCount + (this.#labelCost ? this.#core.labelCount : 0));
    let keepAll = this.#buildNetwork(choice, alpha, memberCount);
    if (this.#labelCost) keepAll += this.#addLabelCosts(choice, alpha, memberCount, this.#labelCost);
    const gain = keepAll > 0 ? Math.max(0, keepAll - network.solve(goOn)) : 0;
    for (let i = 0; i < memberCount; i++) {
      const node = this.#members[i]!;
      this.#index[node] = -1;
      if (gain > 0 && network.isSourceSide(i)) choice[node] = alpha;
    }
    return gain;
  }

  #collectMembers(choice: Int32Array, alpha: number): number {
    let count = 0;
    const { start, items } = this.#movable;
    for (let i = start[alpha]!; i < start[alpha + 1]!; i++) {
      const node = items[i]!;
      if (choice[node] === alpha) continue;
      this.#index[node] = count;
      this.#members[count++] = node;
    }
    return count;
  }

  /** The source's side takes alpha, the sink's side keeps what it has. Returns the cost of keeping everything. */
  #buildNetwork(choice: Int32Array, alpha: number, memberCount: number): number {
    const { incidentStart, incidentEdge, incidentNode, edgeWeight } = this.#core;
    const network = this.#network;
    let keepAll = 0;
    for (let i = 0; i < memberCount; i++) {
      const node = this.#members[i]!;
      const own = choice[node]!;
      let keep = gainAt(this.#core, node, alpha);
      let change = gainAt(this.#core, node, own);
      for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
        const other = incidentNode[a]!;
        const weight = edgeWeight[incidentEdge[a]!]!;
        const j = this.#index[other]!;
        if (j < 0) {
          if (choice[other] === alpha) keep += weight;
          else if (choice[other] === own) change += weight;
        } else if (j > i) {
          if (choice[other] === own) network.addEdge(i, j, weight, weight);
          else {
            // Cut unless both change: the first pays for keeping, the arc for the second that keeps alone.
            keep += weight;
            network.addEdge(i, j, weight, 0);
          }
        }
      }
      this.work += 2 + incidentStart[node + 1]! - incidentStart[node]!;
      keepAll += keep;
      network.addTerminal(i, keep, change);
    }
    return keepAll;
  }

  /**
   * Delong et al., figure 2: an auxiliary node pays for alpha if anyone takes it, one for each label that may fall
   * empty.
   */
  #addLabelCosts(choice: Int32Array, alpha: number, memberCount: number, labelCost: Float64Array): number {
    const { nodeCount, labelCount } = this.#core;
    const network = this.#network;
    const users = new Int32Array(labelCount);
    for (let node = 0; node < nodeCount; node++) users[choice[node]!]!++;
    const alphaCost = users[alpha] === 0 ? labelCost[alpha]! : 0;
    if (alphaCost > 0) network.addTerminal(memberCount + alpha, 0, alphaCost);
    const leaving = new Int32Array(labelCount);
    for (let i = 0; i < memberCount; i++) leaving[choice[this.#members[i]!]!]!++;
    let keepAll = 0;
    for (let label = 0; label < labelCount; label++) {
      if (leaving[label] === 0 || leaving[label] !== users[label] || labelCost[label] === 0) continue;
      network.addTerminal(memberCount + label, labelCost[label]!, 0);
      keepAll += labelCost[label]!;
    }
    for (let i = 0; i < memberCount; i++) {
      const own = choice[this.#members[i]!]!;
      if (alphaCost > 0) network.addEdge(i, memberCount + alpha, unbounded, 0);
      if (leaving[own] === users[own] && labelCost[own]! > 0) network.addEdge(memberCount + own, i, unbounded, 0);
    }
    return keepAll;
  }
}
