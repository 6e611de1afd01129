import type { Run } from '../../harness.ts';
import { linkedSystem } from './linked-system.ts';

/** Every service is in a wave, and after all that it depends on. */
export function checkOrder({ exitCode, stdout }: Run): readonly string[] {
  if (exitCode !== 0) return ['there is an order'];
  const { waves }: { readonly waves: readonly (readonly { readonly service: string }[])[] } = JSON.parse(stdout);
  const waveOf = new Map(waves.flatMap((wave, i) => wave.map(({ service }) => [service, i] as const)));
  const faults = Object.entries(linkedSystem).flatMap(([service, { awaits }]) => {
    const own = waveOf.get(service);
    if (own === undefined) return [`${service} is in no wave`];
    const latest = Math.max(-1, ...awaits.map(other => waveOf.get(other) ?? own));
    return own === latest + 1 ? [] : [`${service} is in wave ${own}, and what it awaits in ${latest}`];
  });
  return waves.flat().length === waveOf.size ? faults : [...faults, 'a service is in two waves'];
}
