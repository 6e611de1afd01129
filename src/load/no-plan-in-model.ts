import { InputError, UserError } from '../base/diagnostic.ts';
import type { Planless, Reason } from '../plan/index.ts';

/** A planner that a QoS model calls has no plan, which nothing in the model catches: with the reason as data. */
export class NoPlanInModelError extends InputError {
  readonly plan: Planless;

  constructor({ diagnostics }: UserError, plan: Planless) {
    super(diagnostics);
    this.name = 'NoPlanInModelError';
    this.plan = plan;
  }
}

/** The planners of a run that had no plan, so that the one that ended it is known: a model may catch others. */
export class PlannersWithoutPlan {
  readonly #told: { readonly plan: Planless; readonly sentences: readonly string[] }[] = [];
  readonly #describe: (reason: Reason) => readonly string[];

  constructor(describe: (reason: Reason) => readonly string[]) {
    this.#describe = describe;
  }

  /** Why there is none, in sentences, which is remembered. */
  describe(plan: Planless): readonly string[] {
    const sentences = this.#describe(plan.reason);
    this.#told.push({ plan, sentences });
    return sentences;
  }

  /** Runs a step; where one of the planners ends it, the error has the reason as data. */
  naming<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [first] = error.diagnostics.filter(({ severity }) => severity === 'error');
      const ended =
        first?.code === 'no-plan' ? this.#told.findLast(one => isTold(one.sentences, first.message)) : undefined;
      throw ended === undefined ? error : new NoPlanInModelError(error, ended.plan);
    }
  }
}

/** Whether a message ends with these sentences, of which the first may have lost its beginning. */
function isTold(sentences: readonly string[], message: string): boolean {
  return message.endsWith(sentences.join('; ').replace(/^there is no plan: /, ''));
}
