/** Where services go: service → the names of its targets. Where a container is named, `{ target, container }`. */
export interface PlainDistribution {
  readonly [service: string]: readonly (string | PlainPlace)[];
}

/** A target, and the container there. */
export interface PlainPlace {
  readonly target: string;
  readonly container: string;
}
