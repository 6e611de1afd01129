/** What a plan takes to be otherwise than the models say. */
export interface ToldWhatIf {
  readonly without: readonly string[];
  readonly withoutServices: readonly string[];
  readonly pins: readonly { readonly service: string; readonly target: string }[];
  readonly forbidden: readonly { readonly service: string; readonly target: string }[];
  readonly added: readonly { readonly name: string; readonly like: string }[];
  readonly amounts: readonly { readonly target: string; readonly property: string; readonly amount: string }[];
  readonly set: readonly { readonly path: string; readonly nix: string }[];
}

/** The same in one line without a full stop; none where nothing is otherwise. */
export function describeWhatIf({
  without,
  withoutServices,
  pins,
  forbidden,
  added,
  amounts,
  set,
}: ToldWhatIf): readonly string[] {
  const clauses = [
    ...without.map(target => `nothing goes to ${target}`),
    ...withoutServices.map(service => `${service} runs nowhere`),
    ...pins.map(({ service, target }) => `${service} is pinned to ${target}`),
    ...forbidden.map(({ service, target }) => `${service} does not run on ${target}`),
    ...added.map(({ name, like }) => `there is ${name}, like ${like}`),
    ...amounts.map(({ target, property, amount }) => `${target} has ${amount} of ${property}`),
    ...set.map(({ path, nix }) => `${path} = ${nix}`),
  ];
  return clauses.length === 0 ? [] : [`what if: ${clauses.join('; ')}`];
}
