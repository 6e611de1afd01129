/**
 * The combined placement problem as verifiers of this folder read it: nodes that get labels, resources, links by
 * levels, rules on groups, homes, and objectives in stages. Meanings are those of the problem that was solved.
 */

export interface NumberTable {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

export interface PlacedProblem {
  readonly nodeCount: number;
  readonly labelCount: number;
  readonly listOf: Int32Array;
  readonly lists: NumberTable;
  readonly labelWishes: readonly { readonly node: number; readonly label: number; readonly weight: number }[];
  readonly partitions: readonly { readonly zoneOf: Int32Array; readonly zoneCount: number }[];
  readonly resources: readonly PlacedResource[];
  readonly links: {
    readonly u: Int32Array;
    readonly v: Int32Array;
    readonly weight: Float64Array;
    readonly levels: readonly number[];
    readonly costs: readonly number[];
  };
  readonly nearest: readonly { readonly node: number; readonly among: Int32Array; readonly weight: number }[];
  readonly rules: readonly PlacedRule[];
  readonly moves: PlacedMoves;
  readonly labelCost: Float64Array;
  readonly balances: readonly {
    readonly of: number;
    readonly against: number;
    readonly ratio: number;
    readonly weight: number;
  }[];
  readonly stages: readonly Partial<PlacedMeasures>[];
}

export interface PlacedResource {
  readonly need: Float64Array;
  readonly have: Float64Array;
  readonly comfortable?: Float64Array | undefined;
  readonly loadWeight: number;
  readonly transient: boolean;
}

export interface PlacedRule {
  readonly kind: 'apart' | 'together' | 'spread' | 'skew' | 'near';
  readonly nodes: Int32Array;
  readonly partition: number;
  readonly weight?: number;
  readonly to?: Int32Array;
  readonly free?: Int32Array;
  readonly least?: number;
  readonly most?: number;
  readonly zones?: Int32Array;
}

export interface PlacedMoves {
  readonly classOf: Int32Array;
  readonly homes: NumberTable;
  readonly weight: Float64Array;
  readonly newcomers: Int32Array;
  readonly atMost?: number | undefined;
  readonly distance?: Int32Array | undefined;
  readonly distanceWeight: number;
  readonly groupOf?: Int32Array | undefined;
  readonly groupWeight: number;
}

export interface PlacedMeasures {
  readonly links: number;
  readonly labels: number;
  readonly cost: number;
  readonly moves: number;
  readonly load: number;
  readonly balance: number;
  readonly wishes: number;
}

/** The numbers of one list. */
export function listedIn({ start, items }: NumberTable, list: number): Int32Array {
  return items.subarray(start[list], start[list + 1]);
}
