import { type Folder, type Run, runIn } from '../harness.ts';
import { checkExplanations } from './laws/check-explanations.ts';
import { checkIds } from './laws/check-ids.ts';
import { checkOrder } from './laws/check-order.ts';
import { checkPicture } from './laws/check-picture.ts';
import type { Subject } from './mutant.ts';

/** A command line, and who checks what it prints. */
export interface Trial {
  readonly words: readonly string[];
  /** Faults, a text each. */
  readonly check: (run: Run, folder: Folder) => readonly string[] | Promise<readonly string[]>;
}

const system = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'];
const held = ['-s', 'held-s.nix', '-i', 'held-i.nix', '-d', 'held-d.nix', '--id-resources', 'held-r.nix'];
const wide = ['-s', 'wide-s.nix', '-i', 'wide-i.nix', '-d', 'wide-d.nix'];
const room = ['--service-property', 'memory', '--target-property', 'mem'];

/** The forms in which plans are printed. */
const all = [['--json'], [], ['--output-xml']] as const;
const json = [['--json']] as const;

/**
 * A planner, checked by `verify` of a program without a fault, from the models alone.
 * @param models what planner and verifier are both told
 * @param words what the planner alone is told
 */
function plan(
  planner: string,
  models: readonly string[],
  words: readonly string[] = [],
  forms: readonly (readonly string[])[] = json,
): readonly Trial[] {
  return forms.map(form => ({
    words: [planner, ...models, ...words, ...form],
    check: async ({ exitCode, stdout, stderr }, folder) => {
      if (exitCode > 1) return [`exit code ${exitCode}: ${stderr}`];
      // Only an object says why there is no plan.
      if (exitCode === 1 && form[0] !== '--json') return [];
      if (/"status": "unknown"/.test(stdout)) return [];
      folder.write({ answer: stdout });
      const verdict = await runIn(folder.path, ['verify', 'answer', ...models, '--planner', planner]);
      return verdict.exitCode === 0 ? [] : [verdict.stderr];
    },
  }));
}

const ids = (words: readonly string[], where?: Readonly<Record<string, string>>): readonly Trial[] =>
  all.map(form => ({
    words: ['id-assign', '-s', 's.nix', ...words, ...form],
    check: run => checkIds(run, words, where),
  }));

/** Ids, checked by `verify` of a program without a fault, as files and with what is said of changes. */
const verifiedIds: readonly Trial[] = all.map(form => ({
  words: ['id-assign', ...held, '--ids', 'held-ids.nix', ...form],
  check: async ({ exitCode, stdout, stderr }, folder) => {
    if (exitCode !== 0) return [stderr];
    folder.write({ answer: stdout });
    const verdict = await runIn(folder.path, ['verify', 'answer', ...held, '--ids', 'held-ids.nix']);
    return verdict.exitCode === 0 ? [] : [verdict.stderr];
  },
}));

const where = { web: 't1', api: 't2', auth: 't1', db: 't2', mail: 't1', queue: 't3', log: 't4' };

/** Models as XML are the same models: a planner without a fault finds the same plan. */
const models: readonly Trial[] = (['s', 'i', 'd'] as const).map((one, i) => ({
  words: ['xml', ...(one === 'd' ? system.slice(2) : system.slice(2 * i, 2 * i + 2))],
  check: async ({ stdout }, folder) => {
    folder.write({ [`${one}.xml`]: stdout });
    const given = ['s', 'i', 'd'].flatMap(name => [`-${name}`, name === one ? `${one}.xml` : `${name}.nix`]);
    const runs = [system, given].map(words =>
      runIn(folder.path, ['minsetcover', ...words, '--target-property', 'cost', '--json']),
    );
    const [own, other] = await Promise.all(runs);
    return own?.stdout === other?.stdout ? [] : ['as XML it is another model'];
  },
}));

/** What mutants are tried on. */
export const trials: Readonly<Record<Subject, readonly Trial[]>> = {
  cut: [
    ...plan('multiwaycut', system, [], all),
    ...plan('multiwaycut', [...system, '--previous', 'old.nix']),
    ...plan('multiwaycut', [...system, '--previous', 'old.nix', '--move-stateful'], ['--algorithm', 'exact']),
    ...plan('multiwaycut', system, ['--algorithm', 'isolation']),
  ],
  wide: [
    ...plan('multiwaycut', wide),
    ...plan('multiwaycut', wide, ['--algorithm', 'isolation']),
    ...plan('place', [...wide, '--policy', 'wide.nix']),
  ],
  place: [
    ...plan('place', ['-s', 's.nix', '-i', 'i.nix', '--policy', 'policy.nix'], [], all),
    ...plan('place', [...system, '--policy', 'policy.nix', '--previous', 'old.nix']),
    ...plan('place', [...system, '--policy', 'tight.nix']),
    ...plan('place', [...system, '--policy', 'shut.nix']),
    ...plan('place', ['-s', 's.nix', '-i', 'i.nix', '--policy', 'few.nix', '--previous', 'old.nix']),
    ...plan('place', ['-s', 's.nix', '-i', 'i.nix', '--previous', 'old.nix', ...room]),
  ],
  colour: [
    ...plan('graphcol', ['-s', 'ring.nix', '-i', 'five.nix'], [], all),
    ...plan('graphcol', ['-s', 'ring.nix', '-i', 'five.nix', '-d', 'lists.nix']),
    ...plan('graphcol', ['-s', 'ring.nix', '-i', 'three.nix']),
    ...plan('graphcol', ['-s', 'cycle.nix', '-i', 'five.nix']),
    ...plan('graphcol', system),
  ],
  cover: [
    ...plan('minsetcover', [...system, '--target-property', 'cost'], [], all),
    ...plan('minsetcover', [...system, '--target-property', 'cost'], ['--algorithm', 'greedy']),
    ...plan('minsetcover', ['-s', 'five-s.nix', '-i', 'dear.nix', '-d', 'dear-d.nix', '--target-property', 'cost']),
  ],
  divide: [
    ...plan('divide', [...system, ...room], ['--strategy', 'exact'], all),
    ...plan('divide', [...system, ...room], ['--strategy', 'greedy']),
    ...plan('divide', [...system, ...room], ['--strategy', 'highest-bidder']),
    ...plan('divide', ['-s', 's.nix', '-i', 'i.nix', '-d', 'placed.nix', ...room], ['--strategy', 'exact']),
    // Nothing to spare, and too little.
    ...plan('divide', ['-s', 'parts.nix', '-i', 'bins.nix', '-d', 'any.nix', ...room], ['--strategy', 'exact']),
    ...plan('divide', ['-s', 'parts.nix', '-i', 'small.nix', '-d', 'any.nix', ...room], ['--strategy', 'exact']),
  ],
  ids: ids(['--id-resources', 'r.nix', '--ids', 'ids.nix']),
  'ids on targets': ids(['-i', 'i.nix', '-d', 'placed.nix', '--id-resources', 'machine.nix'], where),
  'ids by models': verifiedIds,
  explain: [
    {
      words: ['explain', '-s', 's.nix', '-i', 'i.nix', '-d', 'placed.nix', '--json'],
      check: run => checkExplanations(run, where, ['t1', 't2', 't3', 't4']),
    },
  ],
  order: [
    { words: ['order', '-s', 's.nix', '--json'], check: run => checkOrder(run) },
    { words: ['order', '-s', 's.nix', '-i', 'i.nix', '-d', 'placed.nix', '--json'], check: run => checkOrder(run) },
  ],
  pictures: [
    {
      words: ['visualize-distribution', '-s', 's.nix', '-i', 'i.nix', '-d', 'placed.nix'],
      check: ({ stdout }) => checkPicture(stdout, where),
    },
    { words: ['visualize-services', '-s', 's.nix'], check: ({ stdout }) => checkPicture(stdout) },
  ],
  models,
};
