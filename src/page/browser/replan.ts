import { fromBytes, toBytes } from '../../base/bytes.ts';
import type { PlainDistribution } from '../../library/planning/plain-distribution.ts';
import { toPlanEdit } from '../copy-out.ts';
import type { Places } from '../opened-plan.ts';
import type { PlanCall, PlanReply } from '../plan-call.ts';
import type { PageState } from './page-state.ts';

/** The worker of the page, from the first plan on; ended by whoever cancels. */
let worker: Worker | undefined;

/** Seconds that a plan in a page may take. */
const timeLimit = 10;

/** Plans anew with the edits, in a worker; the answer goes into the state. */
export function replan(state: PageState): void {
  const { planner, plan, edits, now } = state;
  if (planner === undefined || state.replan.value.kind === 'running') return;
  worker ??= new Worker(URL.createObjectURL(new Blob([planner.program], { type: 'text/javascript' })));
  const text = (bytes: string | undefined): string | undefined => (bytes === undefined ? undefined : fromBytes(bytes));
  const { services, infrastructure, distribution, policy } = planner.models;
  const call: PlanCall = {
    models: {
      services: fromBytes(services),
      infrastructure: fromBytes(infrastructure),
      distribution: text(distribution),
      policy: text(policy),
    },
    edits: edits.value.map(edit => toPlanEdit(plan.document, edit)),
    previous: toPlain(state, now),
    timeLimit,
    moveStateful: state.movesData.value,
  };
  state.replan.value = { kind: 'running', since: Date.now() };
  state.told.value = 'planning';
  worker.onmessage = ({ data }: MessageEvent<PlanReply>) => {
    take(state, data);
  };
  worker.onerror = ({ message }) => {
    cancel(state);
    state.replan.value = { kind: 'failed', message, services: [] };
  };
  worker.postMessage(call);
}

/** Ends the worker: its next plan begins anew. */
export function cancel(state: PageState): void {
  worker?.terminate();
  worker = undefined;
  state.replan.value = { kind: 'none' };
  state.told.value = 'planning was cancelled';
}

function take(state: PageState, reply: PlanReply): void {
  const { plan } = state;
  if (reply.kind === 'none') {
    const services = reply.services.flatMap(name => plan.service(toBytes(name)) ?? []);
    state.replan.value = { kind: 'failed', message: reply.message, services };
    state.told.value = `no plan: ${reply.message}`;
    return;
  }
  const { distribution, bound, optimal } = reply;
  const places = plan.names.services.map(name =>
    (Object.hasOwn(distribution, name) ? (distribution[name] ?? []) : []).flatMap(
      place => plan.machine(toBytes(typeof place === 'string' ? place : place.target)) ?? [],
    ),
  );
  state.replan.value = { kind: 'planned', places, bound, optimal };
  state.shown.value = 'diff';
  state.told.value = `planned: ${state.moved.value.size} services move`;
}

function toPlain({ plan }: PageState, places: Places): PlainDistribution {
  const { names } = plan;
  return Object.fromEntries(
    places.flatMap((list, service) =>
      list.length === 0 ? [] : [[names.services[service] ?? '', list.map(machine => names.machines[machine] ?? '')]],
    ),
  );
}
