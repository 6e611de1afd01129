import fc from 'fast-check';

const leaf = fc.constantFrom(
  ...['a', 'b', 'c', '.', '[ab]', '[^a]', '', '\\.', '[[:alpha:]]', 'ab', '^', '$', '[a-b]', '[]a]', '[^]-]', 'é'],
);
const repetition = fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,2}', '{1,}', '{0}', '**', '+?', '{2,}');

/** Regular expressions that mostly are well formed, with many ways to match the empty text. Ordinary strings, not bytes. */
const wellFormed: fc.Arbitrary<string> = fc.letrec<{ any: string }>(tie => ({
  any: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => a + b),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `${a}|${b}`),
    fc.tuple(tie('any'), repetition).map(([a, many]) => `(${a})${many}`),
    fc.tuple(fc.constantFrom('a', 'b', '.', '[ab]'), repetition).map(([a, many]) => a + many),
  ),
})).any;

const disturbance = fc.constantFrom('(', ')', '[', ']', '{', '}', '*', '\\', '|', '-', '[a-', '[:', '[[.a.]', '{1');

const damaged = fc
  .tuple(wellFormed, disturbance, fc.nat({ max: 20 }))
  .map(([text, piece, at]) => text.slice(0, at) + piece + text.slice(at));

/** Real Nix takes time exponential in repetitions and alternatives inside each other: a few of both have to be enough. */
function isModest(pattern: string): boolean {
  const repetitions = pattern.match(/[*+?{]/g)?.length ?? 0;
  const alternatives = pattern.match(/[|]/g)?.length ?? 0;
  return pattern.length < 40 && repetitions <= 4 && alternatives <= 4 && repetitions * alternatives <= 6;
}

/** A pattern and a text to try it on. */
export const regexCase: fc.Arbitrary<readonly [pattern: string, text: string]> = fc.tuple(
  fc.oneof({ weight: 9, arbitrary: wellFormed }, { weight: 1, arbitrary: damaged }).filter(isModest),
  fc.array(fc.constantFrom('a', 'b', 'c', 'a', 'b', '\n', '.', 'é'), { maxLength: 6 }).map(parts => parts.join('')),
);
