import type { Position } from '../base/source.ts';
import type { Frame } from './frame.ts';

/** What binding arguments needs to know of a lambda. */
export interface Callee {
  readonly name: string | undefined;
  readonly position: Position;
  /** The frame of a call, before it has its parent and its arguments. */
  readonly blank: Frame;
}

/** The name of a lambda as messages show it. */
export function nameOfLambda({ name }: Pick<Callee, 'name'>): string {
  return name === undefined ? 'an anonymous function' : `'${name}'`;
}
