import type { InfrastructureModel } from '../model/infrastructure.ts';
import { findLiteralPorts, type LiteralPort } from '../model/literal-ports.ts';
import type { AttributeSetValue } from '../nix/index.ts';

/** A port that the infrastructure says something on a target has. */
export interface MachinePort extends LiteralPort {
  readonly target: string;
  /** What has it there; undefined where it is a property of the target itself. */
  readonly container: string | undefined;
}

/**
 * The ports that the infrastructure says: in the properties of targets (`properties.sshPort = 22;`) and of their
 * containers (`containers.mysql.mysqlPort = 3306;`), in the forms that services have. What cannot be evaluated is none.
 * O(attributes).
 */
export function listMachinePorts({ targets }: InfrastructureModel): readonly MachinePort[] {
  const read = (target: string, container: string | undefined, attributes: AttributeSetValue) =>
    findLiteralPorts({ attributes }).map(port => ({
      ...port,
      target,
      container,
    }));
  return [...targets].flatMap(([target, { properties, containers }]) => [
    ...read(target, undefined, properties),
    ...[...containers].flatMap(([container, attributes]) => read(target, container, attributes)),
  ]);
}
