/** What a code of `check` stands for. */
export interface Rule {
  /** In a few words. */
  readonly summary: string;
  /** What is wrong where it is found, and what becomes of it. */
  readonly help: string;
}

/** The rule of a code; codes of models that cannot be read have no text of their own. */
export function ruleOf(code: string): Rule {
  return rules.get(code) ?? { summary: summarise(code), help: otherwise };
}

/** The codes that have a text of their own. */
export function documentedCodes(): readonly string[] {
  return [...rules.keys()];
}

const otherwise = 'docs/check.md tells what is looked for, docs/models.md how models are written.';

/** `unknown-target` as a sentence. */
function summarise(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const rules: ReadonlyMap<string, Rule> = new Map(
  Object.entries({
    'unknown-dependency': {
      summary: 'A dependency is not in the model',
      help: 'A service names another one that the services model lacks. Add it, or take the dependency away.',
    },
    'dependency-cycle': {
      summary: 'Services depend on each other in a circle',
      help: 'No order activates them. Let one of them use connectsTo, which does not wait.',
    },
    'activation-cycle': {
      summary: 'Services wait for each other in a circle',
      help: 'A service waits for its dependencies, for what activatesAfter names, and for what provides its container.',
    },
    'wrong-name': {
      summary: 'The name of a service is not that of its attribute',
      help: 'Disnix looks a service up by its name, and then finds no service, or another one. Make both the same.',
    },
    'missing-name': {
      summary: 'A service has no name',
      help: 'Disnix looks services up by their names, and fails for one without. Write that of its attribute.',
    },
    'missing-type': {
      summary: 'A service has no type',
      help: 'The type says which container a service goes into. Disnix fails without, also for a dependency.',
    },
    'wrong-type': {
      summary: 'Something is of a type that Disnix does not take',
      help: 'Disnix evaluates it when a system is deployed, and fails. Write it as the finding says.',
    },
    'missing-package': {
      summary: 'A service has no package',
      help: 'Disnix builds and deploys pkg of a service, and fails for one without.',
    },
    'package-arguments': {
      summary: 'A package takes other arguments than it gets',
      help: 'It gets the services of dependsOn and connectsTo, under their names there. Nix fails for others.',
    },
    'doubled-dependency': {
      summary: 'Two dependencies have one name',
      help: 'The package gets that of dependsOn, and never that of connectsTo. Call one of them otherwise.',
    },
    'missing-address': {
      summary: 'A target has no address',
      help: 'Disnix reaches a target by its hostname, or by the property that targetProperty names.',
    },
    'doubled-address': {
      summary: 'Two targets have one address',
      help: 'Disnix deploys to the first of them what is for either. Give each an address of its own.',
    },
    'target-name': {
      summary: 'The name of a target is none for Nix',
      help: 'The profile of a target is a store path with its name: letters, digits and - _ + ? = . alone.',
    },
    'unknown-system': {
      summary: 'A target has an unknown system',
      help: 'Packages are built for a processor and a kernel that Nix packages know, such as x86_64-linux.',
    },
    'doubled-container': {
      summary: 'Two services provide one container on a target',
      help: 'Disnix uses that of the first by name. Put the others elsewhere, or call their containers otherwise.',
    },
    'listed-dependencies': {
      summary: 'Dependencies are a list',
      help: 'Disnix takes dependencies as sets of services only, and fails for a list of names.',
    },
    'package-dependency': {
      summary: 'A service depends on a package',
      help: 'What has the type package is never activated, so nothing can wait for it or connect to it.',
    },
    pin: {
      summary: 'A pin names no target',
      help: 'pinnedTo must be the name of a target of the infrastructure model.',
    },
    'undistributed-service': {
      summary: 'A service goes nowhere',
      help: 'The distribution gives it no target, so it is not deployed.',
    },
    'undistributed-dependency': {
      summary: 'A service that others need goes nowhere',
      help: 'A service that is deployed depends on one that is not. Give it a target.',
    },
    'missing-container': {
      summary: 'A target lacks a container',
      help: 'The container of a service must be on its target, be provided by a service there, or be a supported type.',
    },
    'pools-overlap': {
      summary: 'Two pools share numbers unnoticed',
      help: 'Two services may get the same number. Where that must not be, give the pools one space.',
    },
    'pool-nearly-full': {
      summary: 'A pool is nearly full',
      help: 'More than nine of ten numbers are in use or wanted. Raise its max in time.',
    },
    'pool-too-small': {
      summary: 'A pool has too few numbers',
      help: 'Some services would get no number. Raise its max, or let fewer services ask.',
    },
    'pool-limits': {
      summary: 'A pool has numbers that nothing can have',
      help: 'Ports, users and groups have limits; nobody gets what lies outside. Leave these numbers out of the pool.',
    },
    'pool-shared-with-system': {
      summary: 'A pool has numbers that machines give by themselves',
      help: 'Outgoing connections, or users of the system, may have them already. Choose others, or say usedBySystem.',
    },
    'port-range': {
      summary: 'A port is none',
      help: 'A port is a number from 0 to 65535, or a range of them, with a protocol and an address where needed.',
    },
    'pin-range': {
      summary: 'A pinned number is not of its pool',
      help: 'A service can only pin a number that its pool has, be it a reserved one.',
    },
    'pin-collision': {
      summary: 'Two services pin numbers that they may not share',
      help: 'Let one of them pin another number, or none.',
    },
    'id-missing': {
      summary: 'A service has no number yet',
      help: 'It asks for one, and the ids file has none. Let dydisnix id-assign bring the file up to date.',
    },
    'id-not-pinned': {
      summary: 'A service has another number than it pins',
      help: 'The ids file is older than the pin. Let dydisnix id-assign bring the file up to date.',
    },
    'ids-apart': {
      summary: 'A service has two numbers of coupled pools',
      help: 'The ids file is older than the coupling. Let dydisnix id-assign bring the file up to date.',
    },
    'id-out-of-range': {
      summary: 'A number is not of its pool',
      help: 'It lies outside the pool, between its steps, or is reserved. Let dydisnix id-assign hand out another one.',
    },
    'id-doubled': {
      summary: 'Two services have one number',
      help: 'They may not share it. Let dydisnix id-assign hand out another one.',
    },
    'id-stale': {
      summary: 'A number that nobody wants',
      help: 'The ids file keeps it for a service or pool that is gone. dydisnix id-assign releases it.',
    },
    'id-released': {
      summary: 'A number rests, and somebody has it',
      help: 'The ids file contradicts itself, as after a merge. Whoever has it keeps it; dydisnix id-assign mends it.',
    },
    'ids-memory': {
      summary: 'What the ids file remembers does not fit',
      help: 'Runs out of order, ranges that overlap, or numbers that nothing can have: it was edited or merged.',
    },
    'ids-lineage': {
      summary: 'The ids file does not say which one it is',
      help: 'It lacks its lineage or serial, or they are none. Bring back the file that dydisnix id-assign wrote.',
    },
    'ids-rolled-back': {
      summary: 'The ids file is older than its last change',
      help: 'Numbers given since would go to others. Bring back the newest, or have id-assign accept this one, once.',
    },
    'ids-of-another': {
      summary: 'The ids file is of another system',
      help: 'Its lineage is another one. Bring back the file that belongs here, or have id-assign accept this one, once.',
    },
    'port-conflict': {
      summary: 'Two services want one port of a machine',
      help: 'Give one of them another port, or another target.',
    },
    overload: {
      summary: 'A target is asked for more than it has',
      help: 'Move services away, or give the target more of the capacity.',
    },
    uncomfortable: {
      summary: 'A target uses more than is comfortable',
      help: 'There is room, but less than the policy wants to keep free.',
    },
    'broken-rule': {
      summary: 'The plan breaks a rule of the policy',
      help: 'Change the plan, or the rule: docs/policy.md.',
    },
    'unmet-wish': {
      summary: 'The plan does not meet a wish of the policy',
      help: 'A soft rule is not kept; the plan can be deployed all the same.',
    },
    'wrong-replicas': {
      summary: 'A service runs too often, or not often enough',
      help: 'The plan gives it more or fewer targets than it is to have replicas.',
    },
    'broken-pin': {
      summary: 'A service is not where it is pinned to',
      help: 'Move it there, or take pinnedTo away.',
    },
  }),
);
