import { AttributeSetValue, force, NixFunction, type Value } from '../../nix/index.ts';

/** What a network of NixOS machines was written for, as far as it can be told. */
export type NetworkTool = 'NixOps' | 'Colmena' | 'NixOS';

/** What has no place among machines: facts of the whole, and what all machines have in common. */
export const reservedNames: readonly string[] = ['defaults', 'meta', 'network', 'resources'];

/** What every target of an infrastructure model has one of, and no machine of a network. */
const targetKeys = ['containers', 'hostname', 'properties'];

/** What Colmena evaluates the deployment of a machine to, and no target has. */
const deploymentKeys = ['allowLocalDeployment', 'buildOnTarget', 'targetHost', 'targetUser'];

/**
 * Whether a value that is read as an infrastructure model is a network of machines, and of which tool: it has facts of
 * the whole beside the machines, or machines that are functions or say how they are deployed. Undefined for others, and
 * where there is a target. The elements are forced; one that fails tells nothing. O(machines).
 */
export function tellNetwork(value: Value): NetworkTool | undefined {
  if (!(value instanceof AttributeSetValue)) return undefined;
  const isTarget = (name: string): boolean => {
    const target = peek(value, name);
    return target instanceof AttributeSetValue && targetKeys.some(key => target.has(key));
  };
  if (value.shape.names.some(isTarget)) return undefined;
  const isFact = (name: string): boolean => {
    return peek(value, name) instanceof AttributeSetValue;
  };
  if (isFact('meta')) return 'Colmena';
  if (isFact('network')) return 'NixOps';
  const isMachine = (name: string): boolean => {
    const machine = peek(value, name);
    if (machine instanceof NixFunction) return true;
    if (!(machine instanceof AttributeSetValue)) return false;
    return machine.has('deployment') || deploymentKeys.some(key => machine.has(key));
  };
  return value.shape.names.some(isMachine) ? 'NixOS' : undefined;
}

function peek(set: AttributeSetValue, name: string): Value | undefined {
  try {
    const slot = set.get(name);
    return slot === undefined ? undefined : force(slot);
  } catch {
    return undefined; // Whoever reads it tells why.
  }
}
