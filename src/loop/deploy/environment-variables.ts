import { toBytes } from '../../base/bytes.ts';
import type { World } from '../../load/world.ts';

/** The environment of this process as programs get it. */
export function environmentVariables(environment: World['environment']): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined ? [] : [[toBytes(name), toBytes(value)] as const],
    ),
  );
}
