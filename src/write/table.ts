/** A table; its rows are about things that pictures show too. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** A row of a table. */
export interface Row {
  /**
   * The services and targets that the row is about: what the search looks for, and what hovering over a picture shows.
   */
  readonly names: readonly string[];
  readonly cells: readonly string[];
  /** Where the first cell leads: a URL, already encoded. */
  readonly link?: string | undefined;
}
