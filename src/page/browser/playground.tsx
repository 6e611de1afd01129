import { render } from 'preact';
import { servicesOfReply } from '../carry-over.ts';
import { OpenedPlan } from '../opened-plan.ts';
import { type ModelsReply, type PlaygroundCall, type PlaygroundFiles, playgroundFiles } from '../playground-call.ts';
import { sortFindings } from '../sort-findings.ts';
import { continueAs } from './continue-as.ts';
import { type BroughtFiles, readDropped, readFiles } from './dropped-files.ts';
import { packFiles, unpackFiles } from './link-models.ts';
import { createNixEditor } from './nix-editor.ts';
import { canOpen } from './open-data.ts';
import { readHash, writeHash } from './page-hash.ts';
import { PageState } from './page-state.ts';
import { PlanView } from './plan-view.tsx';
import { AskedWorker, type PlannerPort, workersPlanner } from './planner-port.ts';
import { PlaygroundPane } from './playground-pane.tsx';
import { PlaygroundState } from './playground-state.ts';

/*
 * The playground: models are written beside their plan, which is made anew while they are written. Nothing is sent
 * anywhere: the planner is a worker, and models stay in the link.
 */

/** Milliseconds without a key before models are planned. */
const patience = 400;

const startWorker = (): Worker => new Worker('planner.js');

class Playground {
  readonly #state: PlaygroundState;
  readonly #parent: HTMLElement;
  readonly #isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  readonly #reading = new AskedWorker(startWorker);
  readonly #planner: PlannerPort = workersPlanner(startWorker, () => ({ files: this.#state.files.value }));
  #version = 0;
  #page: PageState | undefined;
  #stopWriting = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: PlaygroundState, parent: HTMLElement) {
    this.#state = state;
    this.#parent = parent;
  }

  /** Plans soon, unless more is written. */
  later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.run(), patience);
  }

  async run(): Promise<void> {
    const version = ++this.#version;
    // Of models that are no more nobody wants the plan.
    if (this.#state.isPlanning.value) this.#reading.end();
    const files = this.#state.files.value;
    this.#state.isPlanning.value = true;
    const call: PlaygroundCall = { kind: 'models', files };
    const reply = await this.#reading.ask<ModelsReply>(call);
    if (version !== this.#version) return;
    this.#state.isPlanning.value = false;
    this.#state.findings.value = sortFindings(reply.findings);
    if (reply.kind === 'read') this.#show(reply);
    this.#state.isStale.value = reply.kind === 'wrong';
    void this.#keepLink(files);
  }

  #show({ document, noPlan }: Extract<ModelsReply, { readonly kind: 'read' }>): void {
    const plan = new OpenedPlan(document);
    const page = new PageState(plan, this.#planner, this.#isDark, { home: 'playground' });
    if (this.#page === undefined) readHash(page);
    else continueAs(this.#page, page);
    if (noPlan !== undefined) {
      page.replan.value = { kind: 'failed', message: noPlan.message, services: servicesOfReply(plan, noPlan) };
    }
    this.#page = page;
    this.#stopWriting();
    render(<PlanView key={String(Math.random())} state={page} />, this.#parent);
    this.#stopWriting = writeHash(page);
  }

  async #keepLink(files: PlaygroundFiles): Promise<void> {
    const hash = new URLSearchParams(location.hash.slice(1));
    hash.set('models', await packFiles(files));
    history.replaceState(null, '', `#${hash}`);
  }
}

/** Files and folders may be dropped anywhere; without this the browser would leave the page for them. */
function acceptDrops(take: (dropped: Promise<BroughtFiles>) => void): void {
  const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
  document.addEventListener('dragover', event => {
    if (hasFiles(event)) event.preventDefault();
  });
  document.addEventListener('drop', event => {
    if (!hasFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    take(readDropped(event.dataTransfer));
  });
}

async function start(pane: HTMLElement, editorPlace: HTMLElement, parent: HTMLElement): Promise<void> {
  if (!canOpen) {
    parent.textContent =
      'This browser cannot open the page: it needs Chrome 108, Firefox 113 or Safari 16.4, or newer.';
    return;
  }
  const examples: { readonly [title: string]: PlaygroundFiles } = JSON.parse(
    document.getElementById('examples')?.textContent ?? '{}',
  );
  const packed = new URLSearchParams(location.hash.slice(1)).get('models');
  const linked = packed === null ? undefined : await unpackFiles(packed);
  const [first = {}] = Object.values(examples);
  const state = new PlaygroundState(linked ?? first);
  const playground = new Playground(state, parent);
  const editor = createNixEditor(editorPlace, (name, text) => {
    state.write(name, text);
    playground.later();
  });
  const open = (name: string): void => {
    state.shown.value = name;
    editor.open(name, state.files.value[name] ?? '');
    editor.mark(state.findings.value);
  };
  state.findings.subscribe(findings => editor.mark(findings));
  open(playgroundFiles.services);
  const take = (files: PlaygroundFiles): void => {
    state.files.value = files;
    open(playgroundFiles.services);
    void playground.run();
  };
  const bring = async (brought: Promise<BroughtFiles>): Promise<void> => {
    const { files, isFolder } = await brought;
    if (Object.keys(files).length > 0) take(isFolder ? files : { ...state.files.value, ...files });
  };
  acceptDrops(dropped => void bring(dropped));
  const chosen = (files: readonly File[]): void => void bring(readFiles(files));
  render(
    <PlaygroundPane state={state} examples={examples} open={open} take={take} bring={chosen} focus={editor.focus} />,
    pane,
  );
  await playground.run();
}

const [pane, editor, page] = ['playground', 'editor', 'page'].map(id => document.getElementById(id));
if (pane && editor && page) {
  start(pane, editor, page).catch((error: unknown) => {
    page.textContent = `The page cannot be shown: ${String(error)}`;
  });
}
