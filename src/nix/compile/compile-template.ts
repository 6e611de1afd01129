import { normalisePath, resolvePath } from '../../base/path.ts';
import { type Coercion, coerceToString, concatenate, textOf } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import type { Frame, Run } from '../frame.ts';
import type { PathTemplate, SearchPath, StringTemplate } from '../parse/syntax.ts';
import { refuseLongPath } from '../refuse-long-path.ts';
import { type ContextString, NixPath } from '../value.ts';
import { compile } from './compile.ts';
import { compileApply } from './compile-apply.ts';
import { type Compiled, computed, constant } from './compiled.ts';
import type { Scope } from './scope.ts';

type Text = string | ContextString;

/** Compiles `"a${b}c"`. */
export function compileTemplate({ parts }: StringTemplate, scope: Scope): Compiled {
  const [first = ''] = parts;
  if (parts.length < 2 && typeof first === 'string') return constant(first);
  const texts = parts.map(part => compilePart(part, scope, 'interpolate'));
  return computed(frame => {
    let text = '';
    for (let i = 0; i < texts.length; i++) {
      const part = (texts[i] as (frame: Frame) => Text)(frame);
      if (typeof part !== 'string') return concatenate([text, part, ...texts.slice(i + 1).map(next => next(frame))]);
      text += part;
    }
    return text;
  });
}

/** Compiles a path. Its first part is resolved here, against the folder of the file or the home folder. */
export function compilePath({ parts, at }: PathTemplate, scope: Scope): Compiled {
  const [first, ...rest] = parts;
  const start = typeof first === 'string' ? absolute(first, scope) : '';
  // A path in the home folder stays as it is written, as in Nix.
  if (rest.length === 0) return constant(new NixPath(start));
  const texts = rest.map(part => compilePart(part, scope, 'concatenate'));
  return computed(frame => {
    let text = start;
    for (const part of texts) text += plainText(part(frame), scope, at);
    refuseLongPath(text, scope.position(at));
    scope.unit.limits.spend(text.length >> 4);
    return new NixPath(normalisePath(text));
  });
}

/**
 * Compiles `<nixpkgs/lib>`, which Nix takes for `__findFile __nixPath "nixpkgs/lib"`, with whatever these mean here.
 */
export function compileSearchPath({ name, at }: SearchPath, scope: Scope): Compiled {
  if (scope.isGlobal('__findFile') && scope.isGlobal('__nixPath')) {
    return computed(() => new NixPath(scope.unit.host.findFile(name, scope.position(at))));
  }
  return compileApply(
    {
      kind: 'apply',
      at,
      function: {
        kind: 'apply',
        at,
        function: { kind: 'variable', at, name: '__findFile' },
        argument: { kind: 'variable', at, name: '__nixPath' },
      },
      argument: { kind: 'string', at, value: name },
    },
    scope,
  );
}

/** The error for a path with a string that has a context. */
export function plainText(text: Text, scope: Scope, at: number): string {
  if (typeof text === 'string') return text;
  throw new EvaluationError(
    'type',
    `the string '${textOf(text)}' refers to a store path, so it cannot be appended to a path`,
    scope.position(at),
  );
}

function compilePart(part: StringTemplate['parts'][number], scope: Scope, mode: Coercion): (frame: Frame) => Text {
  if (typeof part === 'string') return () => part;
  const run: Run = compile(part, scope).run;
  const { host } = scope.unit;
  const { at } = part;
  return frame => {
    const value = run(frame);
    return typeof value === 'string' ? value : coerceToString(host, value, mode, scope.position(at));
  };
}

/** Keeps the slash at the end, where an interpolation follows. */
function absolute(text: string, { unit }: Scope): string {
  if (text.startsWith('~/')) return `${unit.host.settings.home}${text.slice(1)}`;
  const path = resolvePath(unit.folder, text);
  return text.endsWith('/') && path !== '/' ? `${path}/` : path;
}
