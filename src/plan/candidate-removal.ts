/** Something that left a service fewer candidates than it had. */
export interface CandidateRemoval {
  readonly service: string;
  /** `pin`: to another target; `container`: it cannot be there; `stateful`: the service stays where its data is. */
  readonly because: 'pin' | 'container' | 'stateful';
  /** The containers that are missing, or the targets that the service is pinned to or stays on. */
  readonly names: readonly string[];
  /** The targets that it took, in the order of the candidates. */
  readonly targets: readonly string[];
}
