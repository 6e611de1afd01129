import { find, findAll, make, reveal } from './elements.ts';
import { type Row, readNames, rows, type Shape, shapes } from './things.ts';

/** A list of steps, and what of its section a step marks. */
interface Steps {
  readonly section: HTMLElement;
  readonly list: HTMLElement;
  readonly steps: readonly { readonly element: HTMLElement; readonly marks: ReadonlySet<string> }[];
  readonly shapes: readonly Shape[];
  readonly rows: readonly Row[];
  /** Name → the first step that marks it. */
  readonly first: ReadonlyMap<string, number>;
}

/**
 * Steps: one at a time, by buttons or arrow keys; the shapes and rows of the step stand out, the shapes of later steps
 * are pale. A section can have several lists: to step in one of them leaves the others.
 */
export function addStepping(): void {
  for (const section of findAll('section')) {
    const leaving: (() => void)[] = [];
    for (const box of findAll('.steps', section)) {
      const steps = readSteps(section, find(HTMLElement, 'ol', box));
      if (steps.steps.length > 0) addControls(steps, leaving);
    }
  }
}

function readSteps(section: HTMLElement, list: HTMLElement): Steps {
  const steps = findAll('li', list).map(element => ({ element, marks: new Set(readNames(element.dataset['marks'])) }));
  const first = new Map<string, number>();
  steps.forEach(({ marks }, i) => {
    for (const name of marks) if (!first.has(name)) first.set(name, i);
  });
  return {
    section,
    list,
    steps,
    shapes: shapes.filter(({ element }) => section.contains(element)),
    rows: rows.filter(({ element }) => section.contains(element)),
    first,
  };
}

/** `leaving` has a function for each list of the section, which leaves it. */
function addControls(steps: Steps, leaving: (() => void)[]): void {
  const last = steps.steps.length - 1;
  const said = make('output');
  let now = -1;
  const show = (to: number): void => {
    now = to;
    steps.steps.forEach(({ element }, i) => {
      element.classList.toggle('now', i === now);
    });
    said.textContent = now < 0 ? `${last + 1} steps` : `Step ${now + 1} of ${last + 1}`;
    back.disabled = now < 0;
    next.disabled = now === last;
  };
  const leave = (): void => show(-1);
  const go = (to: number): void => {
    for (const other of leaving) if (other !== leave) other();
    show(Math.max(-1, Math.min(last, to)));
    markStep(steps, now);
  };
  const back = make('button', { type: 'button', textContent: 'Back', onclick: () => go(now - 1) });
  const next = make('button', { type: 'button', textContent: 'Next', onclick: () => go(now + 1) });
  const whole = make('button', { type: 'button', textContent: 'Show all', onclick: () => go(-1) });
  steps.list.before(make('div', { className: 'controls' }, back, next, whole, said));
  steps.list.addEventListener('keydown', event => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    go(event.key === 'ArrowRight' ? now + 1 : now - 1);
  });
  leaving.push(leave);
  leave();
}

/** Marks in the section what step number `now` is about; no step with -1. */
function markStep({ section, list, steps, shapes, rows, first }: Steps, now: number): void {
  const step = steps[now];
  const isMarked = (name: string | undefined): boolean => name !== undefined && (step?.marks.has(name) ?? false);
  section.classList.toggle('stepping', step !== undefined);
  for (const { element, name } of shapes) {
    element.classList.toggle('now', isMarked(name));
    element.classList.toggle('later', step !== undefined && (first.get(name) ?? -1) > now);
  }
  for (const { element, names } of rows) element.classList.toggle('now', names.length === 1 && isMarked(names[0]));
  for (const box of findAll('.picture', section)) reveal(box.querySelector('.node.now'));
  if (step) list.scrollTop = step.element.offsetTop - list.offsetTop - list.clientHeight / 2;
}
