/**
 * A value of the Nix expression language in JavaScript.
 *
 * - Integers are numbers where these are exact (up to 2^53 - 1), and bigints beyond; floats are numbers.
 * - Strings are ordinary strings; bytes that are no UTF-8 become U+FFFD. A path is its absolute name.
 * - Lists are arrays. Attribute sets are plain objects, their names in byte order.
 * - A derivation is its store path, as in JSON.
 * - Functions can be called.
 *
 * A value that contains itself is an object that contains itself.
 */
export type NixValue = null | boolean | number | bigint | string | readonly NixValue[] | NixAttributes | NixCallable;

/** An attribute set. */
export interface NixAttributes {
  readonly [name: string]: NixValue;
}

/** A function of the language: takes one argument, as all of them do; another one is taken by what it returns. */
export type NixCallable = (argument: NixArgument) => NixValue;

/**
 * What a function of the language can be given: what comes out of it, and functions of one argument written in
 * JavaScript. Whole numbers are integers, others floats; `undefined` is null, or as a property of an object no
 * attribute at all.
 */
export type NixArgument =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | readonly NixArgument[]
  | { readonly [name: string]: NixArgument }
  | ((argument: never) => unknown);
