import { UserError } from '../base/diagnostic.ts';
import { formatFindings } from '../base/format-findings.ts';
import { resolvePath } from '../base/path.ts';
import { type CommandWorld, defineCommand, type Outcome } from '../cli/command.ts';
import type { ArgumentsOf, OptionTable } from '../cli/option-table.ts';
import { answerNoPlan } from '../cli/qos-options.ts';
import { modelTexts } from '../page/model-texts.ts';
import type { ServedState } from '../page/served-state.ts';
import { writeServedPage } from '../page/write-served-page.ts';
import { fileStamp } from '../ports/disk/file-stamp.ts';
import type { News } from '../ports/local-server/local-server-thread.ts';
import { startLocalServer } from '../ports/local-server/start-local-server.ts';
import { pause } from '../ports/pause.ts';
import { sha256 } from '../ports/sha256.ts';
import { type PageContents, pageOptions, readPageContents, requirePlanner } from './page-contents.ts';

const options = {
  ...pageOptions,
  distribution: {
    ...pageOptions.distribution,
    summary: 'the plan to show, in any form; without one the models are planned, and planned anew when they change',
  },
  port: {
    kind: 'number',
    default: 0,
    least: 0,
    summary: 'the port of this machine where the page is; 0 stands for any that is free',
  },
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof options>;

/** `dydisnix ui`: the page of a plan, kept up to date while models are written. */
export const ui = defineCommand({
  name: 'ui',
  summary: 'show the page of a plan in a browser of this machine, and plan anew as the models change',
  description:
    'Serves the page that dydisnix page writes, on this machine alone: its address, which is told at the start, is ' +
    'known to nobody else. Models are read again when one of their files changes, what is wrong in them is shown ' +
    'beside the last plan that was right, and changes that are tried out in the page are planned here, with all the ' +
    'memory that this machine has. Ctrl-C ends it. docs/page.md tells more.',
  options,
  examples: [
    {
      command: 'dydisnix ui -s services.nix -i infrastructure.nix --policy placement.nix',
      effect: 'plans the models, shows the plan, and does so again when a model changes',
    },
    {
      command: 'dydisnix ui -s services.nix -i infrastructure.nix -d plan.nix --port 8080',
      effect: 'shows a plan at a port of its own choice',
    },
  ],
  run: (given, world) => answerNoPlan(() => serve(given, world)),
});

/** Milliseconds between two looks at the files of the models. */
const patience = 250;

function serve(given: Given, world: CommandWorld): Outcome {
  const program = requirePlanner('ui');
  const models = new WatchedContents(given, world);
  const first = models.read();
  const { html, policy } = writeServedPage(given.title, { sha256 });
  world.hearSignals();
  const server = startLocalServer({ page: html, policy, program, port: given.port });
  try {
    let state: ServedState = { version: 1, document: first.document, isPlanned: first.isPlanned, findings: [] };
    server.tell(newsOf(state, first));
    world.say(`the page is at ${server.url} (Ctrl-C ends it)`);
    while (!world.isInterrupted()) {
      pause(patience);
      if (!models.haveChanged()) continue;
      const next = readAgain(models, state, world);
      state = next.state;
      server.tell(newsOf(state, next.contents));
      world.say(next.told.trimEnd());
    }
  } finally {
    server.end();
  }
  return { exitCode: 0, diagnostics: first.diagnostics, isEndless: true };
}

/** The models as they are now; where they cannot be read, as they were, with what is wrong. */
function readAgain(models: WatchedContents, state: ServedState, { folder }: CommandWorld) {
  try {
    const contents = models.read();
    const { document, isPlanned, diagnostics } = contents;
    const found = formatFindings(diagnostics, { folder });
    const told = `the models were read again: ${document.services.key.length} services\n${found}`;
    return { contents, state: { version: state.version + 1, document, isPlanned, findings: [] }, told };
  } catch (error) {
    const told = describe(error, folder);
    return { contents: undefined, state: { ...state, findings: told.trimEnd().split('\n') }, told };
  }
}

/** @throws what is no fault of the models */
function describe(error: unknown, folder: string): string {
  if (error instanceof UserError) return formatFindings(error.diagnostics, { folder });
  if (error instanceof RangeError) return 'error: the models are nested too deeply to be read again: start anew\n';
  throw error;
}

function newsOf(state: ServedState, contents: PageContents | undefined): News {
  return {
    event: JSON.stringify(state),
    ...(contents && { shared: { models: modelTexts(contents.writeModels()) } }),
  };
}

/** What a page shows, and the files that it was read from, those that models import included. */
class WatchedContents {
  readonly #given: Given;
  readonly #world: CommandWorld;
  #stamps: ReadonlyMap<string, string> = new Map();

  constructor(given: Given, world: CommandWorld) {
    this.#given = given;
    this.#world = world;
  }

  /** @throws UserError with what is wrong in the models */
  read(): PageContents {
    const world = this.#world;
    const named = this.#given.files.map(file => resolvePath(world.folder, file));
    // Stamps are taken before the files are read: what changes meanwhile is seen at the next look.
    const stamps = new Map([...named, ...this.#stamps.keys()].map(path => [path, fileStamp(path)]));
    const noteInput = (path: string): void => {
      if (!stamps.has(path)) stamps.set(path, fileStamp(path));
      world.noteInput(path);
    };
    try {
      return readPageContents(this.#given, { ...world, folder: world.folder, noteInput });
    } finally {
      this.#stamps = stamps;
    }
  }

  /** Whether a file is another one than when it was read. O(files). */
  haveChanged(): boolean {
    return [...this.#stamps].some(([path, stamp]) => fileStamp(path) !== stamp);
  }
}
