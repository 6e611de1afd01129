import { type Diagnostic, InputError, UserError } from './diagnostic.ts';

/** What a finding has beside its sentence. */
type Whereabouts = Pick<Diagnostic, 'position' | 'file' | 'hint' | 'remedy' | 'subject' | 'notes'>;

/** Collects findings, so that a user sees all of them at once and not only the first. */
export class Findings {
  readonly #list: Diagnostic[] = [];
  #hasFailures = false;
  readonly #toldOnce = new Set<string>();

  add(diagnostic: Diagnostic): void {
    this.#list.push(diagnostic);
  }

  /** Adds an error; the common case. */
  error(code: string, message: string, place: Whereabouts = {}): void {
    this.#list.push({ severity: 'error', code, message, ...place });
  }

  warning(code: string, message: string, place: Whereabouts = {}): void {
    this.#list.push({ severity: 'warning', code, message, ...place });
  }

  /** A warning about something that there may be a thousand times: the first is told, as an example of all. */
  warnOnce(code: string, message: string, place: Whereabouts = {}): void {
    if (this.#toldOnce.has(code)) return;
    this.#toldOnce.add(code);
    this.warning(code, message, place);
  }

  /** Adds what another one has found. */
  append(other: Findings): void {
    for (const diagnostic of other.#list) {
      if (!other.#toldOnce.has(diagnostic.code) || !this.#toldOnce.has(diagnostic.code)) this.#list.push(diagnostic);
    }
    for (const code of other.#toldOnce) this.#toldOnce.add(code);
    this.#hasFailures ||= other.#hasFailures;
  }

  get all(): readonly Diagnostic[] {
    return this.#list;
  }

  get hasErrors(): boolean {
    return this.#list.some(({ severity }) => severity === 'error');
  }

  /** Whether a step of `attempt` threw: a part of the input could not be read, so that nothing is known about it. */
  get hasFailures(): boolean {
    return this.#hasFailures;
  }

  /** Runs a step that may throw a `UserError` and keeps its findings, so that the next step still gets its turn. */
  attempt<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof UserError) || error.fatal) throw error;
      this.#hasFailures = true;
      this.#list.push(...error.diagnostics);
      return undefined;
    }
  }

  /** @throws InputError with everything found, when an error is among it. */
  throwIfErrors(): void {
    if (this.hasErrors) throw new InputError(this.#list);
  }
}
