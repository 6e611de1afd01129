import {
  nameOfTarget,
  type PlacedModels,
  type PlacedService,
  placedServices,
  setIn,
  textIn,
} from '../placed-services.ts';
import { refuseNames } from '../refuse-names.ts';
import { quoteHcl } from './quote-hcl.ts';
import { listStaticPorts, type StaticPort } from './static-ports.ts';

/**
 * A plan as constraints for groups of jobs, in HCL: what is written here belongs into the job files. Which group a
 * service is, its property `nomad` says; else the group of its name in the job of its name. A node is called by the
 * property `node.unique.name` of its target, else by the target's name. Ports that services have as ids are static.
 * @throws InputError for names with commas, which separate the names of several nodes
 */
export function writeNomadPlan(models: PlacedModels): string {
  const jobs = new Map<string, string[]>();
  const nodeOf = (target: string): string => nameOfTarget(target, 'node.unique.name', models);
  const placed = placedServices(models);
  const several = placed.filter(({ targets }) => targets.length > 1).flatMap(({ targets }) => targets.map(nodeOf));
  const hint = 'commas separate the names of nodes there: call the machine otherwise';
  refuseNames('Nomad', several, name => !name.includes(','), hint);
  for (const one of placed) {
    const origin = setIn(one.service?.attributes, 'nomad');
    const job = textIn(origin, 'job') ?? one.key;
    const group = textIn(origin, 'group') ?? one.key;
    const groups = jobs.get(job) ?? [];
    jobs.set(job, groups);
    groups.push(writeGroup(group, one, one.targets.map(nodeOf)));
  }
  const texts = [...jobs].map(([job, groups]) => `job ${quoteHcl(job)} {\n${groups.join('\n')}}\n`);
  return `# Constraints of a plan: they belong into the groups of the same names.\n${texts.join('\n')}`;
}

function writeGroup(name: string, { service, ports }: PlacedService, nodes: readonly string[]): string {
  const isEverywhere = service?.replicas === 'all';
  const [only] = nodes;
  const lines = [
    `  group ${quoteHcl(name)} {`,
    ...(isEverywhere ? [] : [`    count = ${nodes.length}`]),
    ...(only === undefined
      ? []
      : [
          '    constraint {',
          '      attribute = "${node.unique.name}"',
          `      operator  = "${nodes.length === 1 ? '=' : 'set_contains_any'}"`,
          `      value     = ${quoteHcl(nodes.join(','))}`,
          '    }',
        ]),
    ...(isEverywhere || nodes.length < 2
      ? []
      : ['    constraint {', '      operator = "distinct_hosts"', '      value    = "true"', '    }']),
    ...writeNetwork(listStaticPorts(ports)),
    '  }',
  ];
  return `${lines.join('\n')}\n`;
}

/** A group has one network: where the job file has it already, the ports belong there. */
function writeNetwork(ports: readonly StaticPort[]): readonly string[] {
  if (ports.length === 0) return [];
  const lines = ports.flatMap(({ label, number, to }) => [
    `      port ${quoteHcl(label)} {`,
    `        static = ${number}`,
    ...(to === undefined ? [] : [`        to     = ${to}`]),
    '      }',
  ]);
  return ['    network {', ...lines, '    }'];
}
