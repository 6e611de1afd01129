import { render } from 'preact';
import { carryPlaces, placesOfReply, servicesOfReply, toPlainPlaces, withPlans } from '../carry-over.ts';
import { OpenedPlan, type Places } from '../opened-plan.ts';
import type { ServedState } from '../served-state.ts';
import { continueAs } from './continue-as.ts';
import { readHash, writeHash } from './page-hash.ts';
import { PageState } from './page-state.ts';
import { PlanView } from './plan-view.tsx';
import { type PlannerPort, serverPlanner } from './planner-port.ts';

/** Seconds that a plan of all models may take. */
const timeLimit = 30;

/** Shows what the server tells, and whatever it tells later; what is selected and tried out goes on. */
export function followServer(parent: HTMLElement, isDark: boolean): void {
  const page = new ServedPage(parent, isDark);
  const events = new EventSource('events');
  events.onmessage = ({ data }: MessageEvent<string>) => page.take(JSON.parse(data));
  // The browser goes on trying: a server that is there again is heard again.
  events.onerror = () => page.tellGone(true);
  events.onopen = () => page.tellGone(false);
}

class ServedPage {
  readonly #parent: HTMLElement;
  readonly #planner: PlannerPort = serverPlanner();
  readonly #isDark: boolean;
  #state: PageState | undefined;
  #version = 0;
  /** How often something was shown. */
  #shown = 0;
  /** Whether what is shown waits for the first plan. */
  #isFirst = false;
  #stopWriting = () => {};

  constructor(parent: HTMLElement, isDark: boolean) {
    this.#parent = parent;
    this.#isDark = isDark;
  }

  /** One version after another; of several that come while one is planned the last one counts. */
  async take(served: ServedState): Promise<void> {
    const { version, document, isPlanned, findings } = served;
    if (version === this.#version) {
      if (this.#state) this.#state.findings.value = findings;
      return;
    }
    this.#version = version;
    const plan = new OpenedPlan(document);
    const old = this.#state;
    const before = old === undefined || this.#isFirst ? undefined : carryPlaces(old.plan, old.now, plan);
    if (isPlanned) {
      this.#show(new OpenedPlan(withPlans(document, before ?? earlier(plan))), findings);
      return;
    }
    const start = before ?? earlier(plan);
    if (old === undefined || this.#isFirst) this.#showUnplanned(plan, start, findings);
    else old.busy.value = 'the models changed: planning anew';
    const { planned, failed, isCancelled } = await this.#plan(plan, start ?? []);
    if (this.#version !== version) return;
    if (isCancelled) {
      this.#offerPlanning(served);
      return;
    }
    const shown = planned && withPlans(document, start, planned);
    this.#show(new OpenedPlan(shown ?? withPlans(document, undefined, start && { places: start })), findings);
    if (failed !== undefined && this.#state) this.#state.replan.value = { kind: 'failed', ...failed };
  }

  tellGone(isGone: boolean): void {
    if (this.#state) this.#state.isGone.value = isGone;
  }

  /** What is shown stays as it is until somebody asks for a plan. */
  #offerPlanning(served: ServedState): void {
    const state = this.#state;
    if (state === undefined) return;
    state.busy.value = 'planning was cancelled';
    state.told.value = 'planning was cancelled';
    const act = (): void => {
      this.#version = 0;
      this.take(served);
    };
    state.busyAction.value = { name: 'Plan the models', act };
  }

  async #plan(plan: OpenedPlan, before: Places) {
    let isCancelled = false;
    const act = (): void => {
      isCancelled = true;
      this.#planner.cancel();
    };
    if (this.#state) this.#state.busyAction.value = { name: 'Cancel', act };
    const previous = toPlainPlaces(plan, before);
    const question = { kind: 'plan', edits: [], previous, timeLimit, moveStateful: false } as const;
    try {
      const reply = await this.#planner.ask(question, ({ links, bound, seconds }) => {
        if (this.#state) this.#state.busy.value = describeProgress(links, bound, seconds);
      });
      if (reply.kind === 'planned') {
        const { bound, optimal, endedByClock } = reply;
        return { planned: { places: placesOfReply(plan, reply), bound, optimal, endedByClock } };
      }
      return { failed: { message: reply.message, services: servicesOfReply(plan, reply) } };
    } catch (error) {
      if (isCancelled) return { isCancelled };
      return { failed: { message: error instanceof Error ? error.message : String(error), services: [] } };
    }
  }

  /** While the first plan is looked for there are services by group to look at, or where they were before. */
  #showUnplanned(plan: OpenedPlan, start: Places | undefined, findings: readonly string[]): void {
    this.#show(new OpenedPlan(withPlans(plan.document, undefined, start && { places: start })), findings, true);
    if (this.#state) this.#state.busy.value = 'planning the models';
  }

  #show(plan: OpenedPlan, findings: readonly string[], isFirst = false): void {
    const state = new PageState(plan, this.#planner, this.#isDark, { home: 'server' });
    const old = this.#state;
    // What the address asks for is in the first plan, too: it stands there until then.
    if (old === undefined || this.#isFirst) readHash(state);
    if (old === undefined) this.#parent.textContent = '';
    else continueAs(old, state);
    this.#isFirst = isFirst;
    state.findings.value = findings;
    this.#state = state;
    this.#stopWriting();
    render(<PlanView key={++this.#shown} state={state} />, this.#parent);
    this.#stopWriting = isFirst ? () => {} : writeHash(state);
  }
}

function describeProgress(links: number, bound: number, seconds: number): string {
  return `planning the models: after ${seconds.toFixed(0)} s link weight ${links}, at least ${bound} in any plan`;
}

/** The plan before, where the models come with one. */
function earlier(plan: OpenedPlan): Places | undefined {
  const { plans } = plan.document;
  return plans[0]?.title === 'before' ? plan.places(0) : undefined;
}
