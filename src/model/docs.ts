/** How a catalogue of services is to be written. */
export interface Docs {
  /** Group path → what it is. */
  readonly groups: ReadonlyMap<string, string>;
  /** The properties of services that are shown, in this order. */
  readonly fields: readonly string[];
  /** Property → what its column is called. */
  readonly descriptions: ReadonlyMap<string, string>;
}

/** What is shown where nobody says otherwise. */
export const usualDocs: Docs = {
  groups: new Map(),
  fields: ['description', 'type'],
  descriptions: new Map([
    ['description', 'Description'],
    ['type', 'Type'],
  ]),
};
