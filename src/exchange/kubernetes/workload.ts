import type { Replicas } from '../../model/service.ts';
import type { FieldReader } from '../document/field-reader.ts';

/** Something that runs pods. */
export interface Workload {
  readonly key: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly object: FieldReader;
  /** The pod template: its labels and its specification. */
  readonly labels: ReadonlyMap<string, string>;
  readonly pod: FieldReader;
  readonly replicas: Replicas | undefined;
  /** Whether its pods stay as they are until somebody deletes them (`updateStrategy` OnDelete). */
  readonly isReplacedByHand: boolean;
}
