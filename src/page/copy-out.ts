import { fromBytes, toBytes } from '../base/bytes.ts';
import { escapeString } from '../nix/index.ts';
import type { Edit } from '../plan/index.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';
import { writeDistribution } from '../write/distribution.ts';
import type { PageEdit } from './edit-places.ts';
import type { OpenedPlan, Places } from './opened-plan.ts';

/** An edit with names, as planners take it. */
export function toPlanEdit({ services, machines, resources }: PlanDocument, edit: PageEdit): Edit {
  const machine = (number: number): string => fromBytes(machines.name[number] ?? '');
  const service = 'service' in edit ? fromBytes(services.key[edit.service] ?? '') : '';
  switch (edit.kind) {
    case 'pin':
      return { kind: 'pin', service, targets: edit.machines.map(machine) };
    case 'move':
      return { kind: 'move', service, from: machine(edit.from), to: machine(edit.to) };
    case 'forbid':
      return { kind: 'forbid', service, target: machine(edit.machine) };
    case 'drain':
      return { kind: 'drain', target: machine(edit.machine) };
    case 'capacity': {
      const property = fromBytes(resources[edit.resource]?.property ?? '');
      return { kind: 'capacity', target: machine(edit.machine), property, amount: edit.amount };
    }
    case 'without':
      return { kind: 'without', service };
  }
}

/** The edits as words of a command line, behind the command that the page knows: it plans the same when it is run. */
export function copyCommand(document: PlanDocument, edits: readonly PageEdit[]): string {
  const targets = document.machines.name.map(fromBytes);
  const words = edits.flatMap(edit => wordsOf(toPlanEdit(document, edit), targets));
  return [fromBytes(document.command), ...words].join(' ');
}

function wordsOf(edit: Edit, targets: readonly string[]): string | readonly string[] {
  switch (edit.kind) {
    case 'drain':
      return `--without ${quoteWord(edit.target)}`;
    case 'without':
      return `--without-service ${quoteWord(edit.service)}`;
    case 'move':
      return `--pin ${quoteWord(`${edit.service}=${edit.to}`)}`;
    case 'pin':
      // A pin is to one target: what is pinned to several is kept off all others.
      return edit.targets.length === 1
        ? `--pin ${quoteWord(`${edit.service}=${edit.targets[0] ?? ''}`)}`
        : targets
            .filter(target => !edit.targets.includes(target))
            .map(target => `--forbid ${quoteWord(`${edit.service}=${target}`)}`);
    case 'forbid':
      return `--forbid ${quoteWord(`${edit.service}=${edit.target}`)}`;
    case 'capacity':
      return `--capacity ${quoteWord(`${edit.target}:${edit.property}=${edit.amount}`)}`;
  }
}

/** Services that edits pin, as lines of a services model. */
export function copyPins(document: PlanDocument, edits: readonly PageEdit[]): string {
  const pins = edits
    .map(edit => toPlanEdit(document, edit))
    .flatMap(edit => {
      if (edit.kind === 'move') return [[edit.service, edit.to] as const];
      return edit.kind === 'pin' && edit.targets.length === 1 ? [[edit.service, edit.targets[0] ?? ''] as const] : [];
    });
  return pins.map(([service, target]) => `${quoteNix(service)}.pinnedTo = ${quoteNix(target)};`).join('\n');
}

/** Places as a distribution in Nix. */
export function copyDistribution({ document }: OpenedPlan, places: Places): string {
  const { services, machines } = document;
  const placed = services.key.flatMap((key, i): [string, { target: string }[]][] => {
    const list = places[i] ?? [];
    return list.length === 0 ? [] : [[key, list.map(machine => ({ target: machines.name[machine] ?? '' }))]];
  });
  return fromBytes(writeDistribution({ mappings: new Map(placed) }));
}

/** A text as Nix has it. */
const quoteNix = (text: string): string => fromBytes(escapeString(toBytes(text)));

/** A word for a POSIX shell. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) && toBytes(word) === word ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
