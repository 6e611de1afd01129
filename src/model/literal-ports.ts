import { force } from '../nix/index.ts';
import type { Service } from './service.ts';

/** A port that a service says that it listens on. */
export interface LiteralPort {
  readonly property: string;
  readonly port: number;
}

/**
 * The ports that a service names: its integer properties `port` and `…Port`. Port 0 means that there is none yet.
 * O(attributes).
 * @param attempt evaluates a property; undefined where that fails
 */
export function readLiteralPorts(
  { attributes }: Service,
  attempt: <T>(step: () => T) => T | undefined,
): readonly LiteralPort[] {
  const ports: LiteralPort[] = [];
  attributes.shape.names.forEach((name, i) => {
    if (name !== 'port' && !name.endsWith('Port')) return;
    const slot = attributes.slots[i] ?? null;
    const port = attempt(() => force(slot));
    if (typeof port === 'number' && port > 0) ports.push({ property: name, port });
  });
  return ports;
}
