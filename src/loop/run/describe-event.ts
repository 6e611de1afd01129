import { countNouns } from '../../base/count-nouns.ts';
import { nameSome } from '../../base/name-some.ts';
import type { LoopEvent } from '../control/decision.ts';
import type { Held } from '../control/gates/gate.ts';

/** Names beyond these are only counted. */
const mostNames = 8;

/**
 * An event in a sentence without a full stop. Names are as they are: who prints it shows what would steer a terminal.
 */
export function describeEvent(event: LoopEvent): string {
  switch (event.kind) {
    case 'machines gone':
      return `gone: ${nameSome(event.machines, mostNames)}`;
    case 'machines come':
      return `there: ${nameSome(event.machines, mostNames)}`;
    case 'discovery failed':
      return `machines cannot be discovered: ${event.reason}`;
    case 'discovery works again':
      return 'machines are discovered again';
    case 'models cannot be read':
      return `the models cannot be read: ${event.reason}`;
    case 'data waits':
      return `waiting for a machine with their data: ${nameSome(
        event.waiting.map(({ service, target }) => `${service} (${target})`),
        mostNames,
      )}`;
    case 'services left out':
      return `there is not room for all; left out: ${nameSome(
        event.leftOut.map(({ service, wanted, planned }) =>
          wanted === 1 ? service : `${service} (${planned} of ${wanted})`,
        ),
        mostNames,
      )}`;
    case 'held':
      return `plan ${event.plan} is held: ${event.held.map(describeHeld).join('; ')}`;
    case 'not planned':
      return `there is no plan: ${event.reason}`;
    case 'applying':
      return `applying plan ${event.plan}: ${countNouns(event.steps, 'step')}`;
    case 'applied':
      return `applied plan ${event.plan}`;
    case 'apply ended badly':
      return `plan ${event.plan} ${endings[event.outcome]}: ${event.reason}`;
    case 'given up':
      return `it failed ${event.failures} times: it waits for a change, or for a release`;
    case 'released':
      return 'released: what failed is tried again';
  }
}

const endings = {
  failed: 'failed, and what ran before runs',
  inconsistent: 'left machines in different states',
  unknown: 'ended so that nobody knows what runs',
  'not as planned': 'was deployed, but not all of it runs',
} as const;

/** Why a gate holds a plan, in a clause. */
export function describeHeld(held: Held): string {
  switch (held.gate) {
    case 'check':
      return `check finds ${countNouns(held.errors, 'error')}: ${held.first}`;
    case 'empty':
      return `it deploys nothing, and deployed now: ${countNouns(held.deployed, 'service')}`;
    case 'services':
      return `it stops what the models still have: ${nameAllowed(held)}`;
    case 'moves':
      return `services would leave machines that are there: ${nameAllowed(held)}`;
    case 'machines':
      return `machines that are gone: ${nameAllowed(held)}`;
    case 'answers':
      return `it touches machines that do not answer at the moment: ${nameSome(held.names, mostNames)}`;
    case 'data':
      return `services with data would leave their machines: ${nameSome(held.names, mostNames)}`;
    case 'freeze':
      return `frozen: ${held.reason}`;
    case 'window':
      return `no window is open before ${new Date(held.until).toISOString()}`;
    case 'pause':
      return `the last apply was too short a time ago: not before ${new Date(held.until).toISOString()}`;
    case 'approval':
      return held.isRefused ? 'it was refused' : 'it waits for approval';
  }
}

function nameAllowed({ names, allowed }: Extract<Held, { readonly allowed: number }>): string {
  return `${nameSome(names, mostNames)} (${names.length}, and ${allowed} allowed)`;
}
