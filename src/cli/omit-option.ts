import type { Arguments } from './command.ts';
import { overrideArguments } from './override-arguments.ts';

/** The arguments as if one option had not been given: for what a command reads in a way of its own. */
export function omitOption(options: Arguments, name: string): Arguments {
  return overrideArguments(options, {
    has: asked => asked !== name && options.has(asked),
    text: asked => (asked === name ? undefined : options.text(asked)),
    texts: asked => (asked === name ? [] : options.texts(asked)),
    number: (asked, least) => (asked === name ? undefined : options.number(asked, least)),
  });
}
