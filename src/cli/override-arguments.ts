import type { Arguments } from './command.ts';

/** The arguments as they were given, but for some of what they answer. */
export function overrideArguments(options: Arguments, changes: Partial<Arguments>): Arguments {
  return {
    has: name => options.has(name),
    text: name => options.text(name),
    texts: name => options.texts(name),
    number: (name, least) => options.number(name, least),
    pairs: options.pairs,
    positionals: options.positionals,
    ...changes,
  };
}
