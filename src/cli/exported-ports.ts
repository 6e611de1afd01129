import { Findings } from '../base/findings.ts';
import { nameSome } from '../base/name-some.ts';
import { type ExportForm, exportForms } from '../exchange/export-plan.ts';
import { type PlacedModels, placedServices } from '../exchange/placed-services.ts';
import { untoldAddresses } from '../exchange/untold-addresses.ts';
import type { LoadedModels } from '../load/load-models.ts';
import { readIdResources, readIds } from '../load/read-ids.ts';
import type { World } from '../load/world.ts';
import { listOf, readAttribute, textOf } from '../model/decode-value.ts';
import type { IdResources } from '../model/id-resources.ts';
import type { IdsFile } from '../model/ids.ts';
import { kindByName } from '../model/pool-kind.ts';
import type { Service } from '../model/service.ts';
import { force } from '../nix/index.ts';
import { listAssignedPorts } from '../plan/index.ts';
import { idResourcesOption, idsOption, wantedPoolsOption } from './id-options.ts';
import type { ArgumentsOf, OptionTable } from './option-table.ts';
import { usageError } from './usage.ts';

const forms = `--form ${exportForms.join(', ')}`;

const { lookedForAs: _file, ...idsFile } = idsOption.ids;
const { lookedForAs: _model, ...resourcesFile } = idResourcesOption['id-resources'];

/** The options of ports in plans for other tools. */
export const exportedPortsOptions = {
  'id-resources': {
    ...resourcesFile,
    summary: `the pools of ids: with --ids, ports of services are written, too, in ${forms}`,
    needs: [{ option: 'ids', message: '--id-resources says nothing without --ids', hint: 'give the ids file, too' }],
  },
  ids: {
    ...idsFile,
    summary: 'the ids file that says which ports services have',
    needs: [
      {
        option: 'id-resources',
        message: '--ids says nothing without --id-resources',
        hint: 'the pools say which ids are ports',
      },
      { option: 'form', message: '--ids is for plans for other tools', hint: `give ${forms}` },
    ],
  },
  'ids-service-property': {
    ...wantedPoolsOption['service-property'],
    needs: [{ option: 'ids', message: '--ids-service-property says nothing without --ids', hint: 'give the ids file' }],
  },
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof exportedPortsOptions> & { readonly form: string };

/** What is known of ids; undefined for a form that has none. */
export interface KnownPorts {
  readonly form: ExportForm;
  /** Undefined where no ids are given. */
  readonly ids: { readonly resources: IdResources; readonly file: IdsFile } | undefined;
  readonly serviceProperty: string;
}

/**
 * Reads the pools and ids for a plan in the form of another tool; what is wrong with them goes to the findings.
 * @throws InputError where ids are given for a form that has none
 */
export function readKnownPorts(
  { form, ids, idResources, idsServiceProperty: serviceProperty }: Given,
  { evaluator, findings }: LoadedModels,
  world: World,
): KnownPorts | undefined {
  const found = exportForms.find(one => one === form);
  if (found === undefined) {
    if (ids !== undefined) throw usageError(`--ids does not go with --form ${form}: it has no ports`, `give ${forms}`);
    return undefined;
  }
  if (ids === undefined || idResources === undefined) return { form: found, ids: undefined, serviceProperty };
  const resources = readIdResources(idResources, evaluator, findings);
  const file = readIds(ids, undefined, world, evaluator, findings);
  return { form: found, ids: { resources, file }, serviceProperty };
}

/**
 * A plan with the ports that its services have as ids. What they have none of, and what the form cannot say, is warned
 * of.
 * @throws InputError where services ask for what the pools do not have
 */
export function withAssignedPorts(
  placed: PlacedModels,
  known: KnownPorts | undefined,
  { findings }: Pick<LoadedModels, 'findings'>,
): PlacedModels {
  if (known === undefined) return placed;
  const { form, ids, serviceProperty } = known;
  if (ids === undefined) {
    const asking = placedServices(placed).flatMap(({ key, service }) =>
      service !== undefined && asksForPorts(service, serviceProperty) ? [key] : [],
    );
    if (asking.length > 0) {
      const message = `ids are not known, so ports of these are left out: ${nameSome(asking, 4)}`;
      findings.warning('ids-left-out', message, { hint: 'give --id-resources and --ids' });
    }
    return placed;
  }
  const { resources, file } = ids;
  const { services, distribution } = placed;
  const ports = listAssignedPorts({ services, distribution, resources, ids: file, serviceProperty }, findings);
  findings.throwIfErrors();
  for (const message of untoldAddresses(form, ports)) findings.warning('port-address', message);
  return { ...placed, ports };
}

/** Whether a service asks for a number of a pool that is of ports by its name; what the pools say is not known. */
function asksForPorts({ attributes }: Service, property: string): boolean {
  // What cannot be evaluated, whoever assigns ids tells.
  const names = new Findings().attempt(() =>
    (listOf(readAttribute(attributes, property)?.value ?? null) ?? []).map(slot => textOf(force(slot)) ?? ''),
  );
  return (names ?? []).some(name => kindByName(name.split(':', 1)[0] ?? '') === 'port');
}
