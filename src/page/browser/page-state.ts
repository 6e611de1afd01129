import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { fromBytes } from '../../base/bytes.ts';
import type { Lens } from '../../write/cards/card-boxes.ts';
import type { Figures } from '../../write/cards/figures.ts';
import type { Chapters } from '../chapters.ts';
import { editDocument, editPlaces, haveSame, type PageEdit } from '../edit-places.ts';
import { OpenedPlan, type Places } from '../opened-plan.ts';
import type { PageHome } from '../page-home.ts';
import type { JudgeReply, PlanProgress, PolicyVerdict } from '../plan-call.ts';
import { findNames, type NamedThing } from './find-names.ts';
import type { PlannerPort } from './planner-port.ts';

/** What the panel tells about. */
export type Selection = NamedThing | { readonly kind: 'bundle'; readonly number: number; readonly other: number };

export type View = 'walk' | 'map' | 'near' | 'matrix' | 'table';
export type Shown = 'before' | 'after' | 'diff';

/** What came of planning anew. */
export type Replan =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly since: number }
  | {
      readonly kind: 'planned';
      readonly places: Places;
      readonly bound: number | undefined;
      readonly optimal: boolean;
      readonly endedByClock: boolean | undefined;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly services: readonly number[] };

/** What the policy says, of which places and of which service. */
export interface Judged {
  readonly places: Places;
  readonly service: number | undefined;
  readonly answer: JudgeReply;
}

/** What a page shows, as signals: whoever reads one is drawn anew when it changes. */
export class PageState {
  readonly plan: OpenedPlan;
  readonly home: PageHome;
  /** The way from the models to the plan, where the page has it. */
  readonly chapters: Chapters | undefined;
  readonly chapter = signal(0);
  /** The step of a solver that is shown, and the names (byte strings) that it is about. */
  readonly step: Signal<{ readonly list: string; readonly number: number } | undefined> = signal(undefined);
  readonly marked: Signal<ReadonlySet<string> | undefined> = signal(undefined);
  readonly planner: PlannerPort | undefined;
  readonly view: Signal<View> = signal('map');
  readonly shown: Signal<Shown> = signal('after');
  readonly lens: Signal<Lens> = signal('machine');
  readonly selected: Signal<Selection | undefined> = signal(undefined);
  readonly query = signal('');
  readonly hit = signal(0);
  readonly edits: Signal<readonly PageEdit[]> = signal([]);
  readonly replan: Signal<Replan> = signal({ kind: 'none' });
  /** How far the search is, while it is planned anew. */
  readonly progress: Signal<PlanProgress | undefined> = signal(undefined);
  /** What the policy says of the places that it was asked about last. */
  readonly judged: Signal<Judged | undefined> = signal(undefined);
  readonly bundles: Signal<number>;
  readonly hidesEmpty = signal(false);
  readonly isDark: Signal<boolean>;
  /** Whether services with data may move when it is planned anew. */
  readonly movesData = signal(false);
  readonly help = signal(false);
  /** Whether it is told what the planner said of the plan. */
  readonly proof = signal(false);
  /** What is wrong in the models, where the document is not what they say any more. */
  readonly findings: Signal<readonly string[]> = signal([]);
  /** What is being done for the page, beside what somebody in it asked for. */
  readonly busy = signal('');
  /** Ends that, where it can be ended, or begins it anew where somebody has ended it. */
  readonly busyAction: Signal<{ readonly name: string; readonly act: () => void } | undefined> = signal(undefined);
  /** Whether the server that the page comes from is there no more. */
  readonly isGone = signal(false);
  /** What is read aloud. */
  readonly told = signal('');

  /** The document with the capacities that edits give. */
  readonly edited: ReadonlySignal<OpenedPlan>;
  readonly now: Places;
  readonly before: ReadonlySignal<Places>;
  readonly after: ReadonlySignal<Places>;
  /** The places that are drawn. */
  readonly places: ReadonlySignal<Places>;
  readonly figures: ReadonlySignal<Figures>;
  /** What the places that are shown break of the policy; undefined where nobody knows (yet). */
  readonly broken: ReadonlySignal<PolicyVerdict['broken'] | undefined>;
  /** Services that are elsewhere after than before. */
  readonly moved: ReadonlySignal<ReadonlySet<number>>;
  /** Services that are found; undefined where nothing is looked for. */
  readonly hits: ReadonlySignal<readonly Selection[] | undefined>;

  constructor(
    plan: OpenedPlan,
    planner: PlannerPort | undefined,
    isDark: boolean,
    { home = 'file', chapters }: { readonly home?: PageHome; readonly chapters?: Chapters | undefined } = {},
  ) {
    const { document } = plan;
    this.chapters = chapters;
    if (chapters !== undefined) this.view.value = 'walk';
    // Without a plan machines are empty.
    if (document.plans.length === 0) this.lens.value = 'group';
    this.plan = plan;
    this.home = home;
    this.planner = planner;
    this.isDark = signal(isDark);
    this.bundles = signal(document.machines.name.length > 400 ? 0 : 14);
    const last = document.plans.length - 1;
    this.now = plan.places(last);
    const previous = last > 0 ? plan.places(0) : this.now;
    this.edited = computed(() => {
      const edited = editDocument(document, this.edits.value);
      return edited === document ? plan : new OpenedPlan(edited);
    });
    this.before = computed(() => (this.edits.value.length > 0 ? this.now : previous));
    this.after = computed(() => {
      const { value } = this.replan;
      if (value.kind === 'planned') return value.places;
      return this.edits.value.length === 0 ? this.now : editPlaces(this.now, this.edits.value);
    });
    this.places = computed(() => (this.shown.value === 'before' ? this.before.value : this.after.value));
    this.figures = computed(() => this.edited.value.figures(this.places.value));
    this.moved = computed(() => findMoved(this.before.value, this.after.value));
    this.broken = computed(() => this.#listBroken());
    this.hits = computed(() => findNames(plan, this.query.value));
  }

  /** Of the plan that the page came with it is in the document. */
  #listBroken(): PolicyVerdict['broken'] | undefined {
    const judged = this.judged.value;
    if (judged?.places === this.places.value && judged.answer.kind === 'judged') return judged.answer.broken;
    if (this.edits.value.length > 0 || this.places.value !== this.now) return undefined;
    return this.plan.document.rules.flatMap(({ name, soft, broken }) =>
      broken === '' ? [] : [{ rule: fromBytes(name), isWish: soft, message: fromBytes(broken) }],
    );
  }

  /** Makes another edit; what was planned with fewer is gone. */
  edit(edit: PageEdit): void {
    this.edits.value = [...this.edits.value, edit];
    this.replan.value = { kind: 'none' };
    if (this.shown.value === 'before') this.shown.value = 'after';
  }

  /** Takes one back. */
  undo(number: number): void {
    this.edits.value = this.edits.value.filter((_, i) => i !== number);
    this.replan.value = { kind: 'none' };
  }

  /** The views that there are. */
  get views(): readonly View[] {
    return [...(this.chapters === undefined ? [] : (['walk'] as const)), 'map', 'near', 'matrix', 'table'];
  }

  openChapter(number: number): void {
    this.chapter.value = number;
    this.openStep(undefined, []);
  }

  /** Lights what a step is about. */
  openStep(step: { readonly list: string; readonly number: number } | undefined, marks: readonly string[]): void {
    this.step.value = step;
    this.marked.value = step === undefined ? undefined : new Set(marks);
  }

  select(selection: Selection | undefined): void {
    this.selected.value = selection;
    if (selection !== undefined) this.told.value = this.describe(selection);
  }

  /** A name for what is selected. */
  describe(selection: Selection): string {
    const { names } = this.plan;
    if (selection.kind === 'service') return `service ${names.services[selection.number] ?? ''}`;
    if (selection.kind === 'group') return `group ${names.groups[selection.number] || 'none'}`;
    const machine = names.machines[selection.number] ?? '';
    if (selection.kind !== 'bundle') return `machine ${machine}`;
    return `links between ${machine} and ${names.machines[selection.other] ?? ''}`;
  }
}

function findMoved(before: Places, after: Places): ReadonlySet<number> {
  const moved = new Set<number>();
  if (before === after) return moved;
  after.forEach((places, service) => {
    if (!haveSame(places, before[service] ?? [])) moved.add(service);
  });
  return moved;
}
