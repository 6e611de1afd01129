import { describeEnd } from '../../write/applied.ts';
import { type JsonObject, writeJsonLine } from '../../write/json.ts';
import type { LoopEvent } from '../control/decision.ts';
import { callProgram } from './call-program.ts';
import { describeEvent } from './describe-event.ts';
import type { LoopSettings } from './loop-settings.ts';
import type { Surroundings } from './surroundings.ts';
import { describeTrouble, type Trouble, type TroubleEvent } from './trouble.ts';

/** What was counted since the loop began, by what is counted. */
export type LoopCounts = ReadonlyMap<string, number>;

/**
 * What a loop tells: lines of a log, each a sentence or a JSON object, and to the program that is to be notified each
 * event as one JSON object. Whatever goes wrong with that is told in the log, and nothing else comes of it.
 */
export class LoopLog {
  readonly #settings: LoopSettings;
  readonly #surroundings: Surroundings;
  readonly #counts = new Map<string, number>();
  readonly #troubles = new Map<Trouble, string>();

  constructor(settings: LoopSettings, surroundings: Surroundings) {
    this.#settings = settings;
    this.#surroundings = surroundings;
  }

  get counts(): LoopCounts {
    return this.#counts;
  }

  /** An event: logged, counted, and notified. */
  event(event: LoopEvent | TroubleEvent): void {
    this.count(event.kind);
    const { kind, ...details } = event;
    const message = 'about' in event ? describeTrouble(event) : describeEvent(event);
    this.#write(kind, message, details as JsonObject);
    this.#notify({ event: kind, message, ...(details as JsonObject) });
  }

  /** Something that nobody need act on. */
  note(message: string): void {
    this.#write('note', message, {});
  }

  /** Trouble is an event when it begins, and when its reason is another one; without a reason, when it is over. */
  trouble(about: Trouble, reason: string | undefined): void {
    const last = this.#troubles.get(about);
    if (reason === last) return;
    if (reason === undefined) {
      this.#troubles.delete(about);
      this.event({ kind: 'trouble is over', about });
    } else {
      this.#troubles.set(about, reason);
      this.event({ kind: 'trouble', about, reason });
    }
  }

  count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  #write(event: string, message: string, details: JsonObject): void {
    const time = this.#time();
    const line =
      this.#settings.log === 'json'
        ? writeJsonLine({ time, event, message, ...details })
        : `${time} ${message.replaceAll('\n', ' ')}`;
    this.#surroundings.say(line);
  }

  #notify(details: JsonObject): void {
    const { notify, profile } = this.#settings;
    if (notify === undefined) return;
    const input = `${writeJsonLine({ version: 1, time: this.#time(), profile, ...details })}\n`;
    const end = callProgram(notify, this.#surroundings, { input });
    if (end.kind !== 'exit' || end.code !== 0) this.note(`nobody was notified: ${notify.program} ${describeEnd(end)}`);
  }

  #time(): string {
    return new Date(this.#surroundings.now()).toISOString();
  }
}
