import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HostileInput } from './hostile-inputs.ts';

/** The limits of a run. */
export interface RunLimits {
  readonly seconds: number;
  /** For an input that has none of its own. */
  readonly megabytes: number;
}

/** How a run ended. */
export interface HostileRun {
  /** The code of the diagnostic, `done`, or what else was seen. */
  readonly ending: string;
  readonly exitCode: number | null;
  /** Seconds of wall time, of which the start of the program is some. */
  readonly seconds: number;
  readonly stderr: string;
}

/** Seconds beyond its limit after which a run is killed. */
const patience = 30;

const infrastructure = '{ test1 = { properties.hostname = "test1"; containers.echo = { }; }; }';
const distribution = '{ infrastructure }: { web = [ infrastructure.test1 ]; }';

/** Runs the built program with an input, under a limit on time and memory. */
export function runHostile(
  program: string,
  { words, services, input, megabytes }: HostileInput,
  limits: RunLimits,
): HostileRun {
  const { seconds } = limits;
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  try {
    const models = { services: services ?? '{ }', infrastructure, distribution };
    const files = Object.entries(models).map(([name, text]) => ({ name, path: join(folder, `${name}.nix`), text }));
    for (const { path, text } of files) writeFileSync(path, text);
    const written = words.map(word => files.find(({ name }) => word === `{${name}}`)?.path ?? word);
    const [command = '', ...rest] = written;
    const start = performance.now();
    const run = spawnSync(
      process.execPath,
      [
        `--max-old-space-size=${megabytes ?? limits.megabytes}`,
        resolve(program),
        command,
        `--eval-timeout=${seconds}`,
        ...rest,
      ],
      {
        cwd: folder,
        encoding: 'latin1',
        input: input?.() ?? '',
        killSignal: 'SIGKILL',
        timeout: 1000 * (seconds + patience),
        maxBuffer: 2 ** 30,
      },
    );
    const took = (performance.now() - start) / 1000;
    return { ending: endingOf(run), exitCode: run.status, seconds: took, stderr: run.stderr.slice(0, 2000) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What messages begin with, by the code of the diagnostic. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/evaluation (took|would take) longer than/, 'timeout'],
  [/of memory|in memory|too large|longer than \d+ bytes/, 'out-of-memory'],
  [/nested (too deeply|more than)/, 'too-deep'],
  [/infinite recursion|contains itself/, 'infinite-recursion'],
];

function endingOf({
  status,
  signal,
  stderr,
}: {
  status: number | null;
  signal: string | null;
  stderr: string;
}): string {
  if (signal !== null) return `killed by ${signal}`;
  if (status === 0) return 'done';
  if (status !== 2 || /FATAL ERROR|\.[cm]?js:\d+/.test(stderr)) return `crash ${status}`;
  return sentences.find(([pattern]) => pattern.test(stderr))?.[1] ?? 'invalid-argument';
}
