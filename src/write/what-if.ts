/** What a plan takes to be otherwise than the models say. */
export interface ToldWhatIf {
  readonly without: readonly string[];
  readonly withoutServices: readonly string[];
  readonly pins: readonly { readonly service: string; readonly target: string }[];
  readonly added: readonly { readonly name: string; readonly like: string }[];
  readonly set: readonly { readonly path: string; readonly nix: string }[];
}

/** The same in one line without a full stop; none where nothing is otherwise. */
export function describeWhatIf({ without, withoutServices, pins, added, set }: ToldWhatIf): readonly string[] {
  const clauses = [
    ...without.map(target => `nothing goes to ${target}`),
    ...withoutServices.map(service => `${service} runs nowhere`),
    ...pins.map(({ service, target }) => `${service} is pinned to ${target}`),
    ...added.map(({ name, like }) => `there is ${name}, like ${like}`),
    ...set.map(({ path, nix }) => `${path} = ${nix}`),
  ];
  return clauses.length === 0 ? [] : [`what if: ${clauses.join('; ')}`];
}
