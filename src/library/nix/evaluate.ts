import { toBytes } from '../../base/bytes.ts';
import { AttributeSetValue, type Slot, selectPath } from '../../nix/index.ts';
import { checkOptions, data, type OptionRules, text } from '../option-rules.ts';
import { translateErrors } from '../translate-errors.ts';
import { type HostSettings, hostRules, type NixFile } from './host-settings.ts';
import type { NixArgument, NixValue } from './nix-value.ts';
import { openHost } from './open-host.ts';
import { fromJavaScript, toJavaScript } from './values.ts';

/** What an evaluation is given, and what is wanted of it. */
export interface EvaluateOptions extends HostSettings {
  /** What the expression is called with if it is a function of a set: those of them that it asks for. */
  readonly arguments?: { readonly [name: string]: NixArgument } | undefined;
  /** Which part of the value is wanted: names with dots between them, or the number of an element, as in `a.b.0`. */
  readonly attribute?: string | undefined;
}

const rules: OptionRules<EvaluateOptions> = { ...hostRules, arguments: data, attribute: text };

/**
 * Evaluates an expression of the Nix expression language, all that its value holds included.
 *
 * Nothing is built, and nothing is written: derivations are computed only. Without Node there are no files, and no
 * store paths. Time and memory are those of the expression; an endless list ends with the memory or the time limit.
 *
 * @param source the text of an expression, or `{ file }`
 * @returns its value; see `NixValue` for what becomes what
 * @throws InputError for mistakes of syntax and failed evaluations, with place and hint; its `code` is `thrown` for
 *   `throw`, `timeout` for the time limit
 *
 * @example
 * ```ts
 * import { evaluate } from 'dydisnix/nix';
 *
 * const value = await evaluate('{ host ? "localhost", port }: { url = "http://${host}:${toString port}/"; }', {
 *   arguments: { port: 8080 },
 * });
 * console.log(value); // { url: 'http://localhost:8080/' }
 * ```
 */
export async function evaluate(source: string | NixFile, options: EvaluateOptions = {}): Promise<NixValue> {
  checkOptions(options, rules);
  const opened = await openHost(options);
  return translateErrors(() => {
    const value = opened.evaluate(source, 'expression');
    const given = convertArguments(options.arguments ?? {});
    return toJavaScript(selectPath(value, toBytes(options.attribute ?? ''), given));
  });
}

function convertArguments(given: { readonly [name: string]: NixArgument }): AttributeSetValue {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return AttributeSetValue.from(entries.map(([name, value]): [string, Slot] => [toBytes(name), fromJavaScript(value)]));
}
