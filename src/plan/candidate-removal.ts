/** Something that left a service fewer candidates than it had. */
export interface CandidateRemoval {
  readonly service: string;
  /**
   * `pin`: to another target; `container`: it cannot be there; `stateful`: the service stays where its data is;
   * `order`: it would wait for itself, by way of others, to be activated.
   */
  readonly because: 'pin' | 'container' | 'stateful' | 'order';
  /**
   * The containers that are missing, the targets that the service is pinned to or stays on, or the services that would
   * wait for each other in a circle.
   */
  readonly names: readonly string[];
  /** The targets that it took, in the order of the candidates. */
  readonly targets: readonly string[];
}
