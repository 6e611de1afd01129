/** What a service is for a tool that deploys: the names by which the tool knows it (`kind`, `job` and so on). */
export interface ToolObject {
  readonly service: string;
  readonly names: ReadonlyMap<string, string>;
}

/** A text that is equal for objects that are one for the tool, whatever service they are. */
export function keyOfObject({ names }: ToolObject): string {
  return JSON.stringify([...names].sort(([a], [b]) => (a < b ? -1 : 1)));
}
