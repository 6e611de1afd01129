import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** How a run of the loop ended, and what it said. */
export interface LoopRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly log: string;
}

/** What runs on a machine. */
export type RunningServices = Readonly<
  Record<string, { readonly port: number; readonly version: number; readonly pid: number }>
>;

const script = (name: string, kind: string): readonly string[] => [
  `--${kind}-command`,
  process.execPath,
  `--${kind}-argument`,
  `${name}.mjs`,
];

/** The system of `models/loopback`, in a folder of its own: machines that are processes, and the built program as their loop. */
export class Loopback {
  readonly folder: string;
  /** What the loop is started by, and what it has in its environment beside the usual. */
  limits: readonly string[] = [];
  variables: NodeJS.ProcessEnv = {};
  readonly #machines = new Map<string, ChildProcess>();
  readonly #ports: PortBlock;

  private constructor(ports: PortBlock) {
    this.#ports = ports;
    this.folder = mkdtempSync(join(tmpdir(), 'dydisnix-test-'));
    cpSync('models/loopback', this.folder, { recursive: true });
    this.write('idresources.nix', `{ ports = { min = ${ports.min}; max = ${ports.max}; }; }\n`);
  }

  /** A system with ports that no other one has at the same time. */
  static async create(): Promise<Loopback> {
    return new Loopback(await takePorts());
  }

  get #environment(): NodeJS.ProcessEnv {
    return { PATH: process.env['PATH'], LOOPBACK: join(this.folder, 'machines'), ...this.variables };
  }

  /** Starts a machine, and waits until it answers. */
  startMachine(name: string): Promise<void> {
    return new Promise(done => {
      const child = spawn(process.execPath, ['machine.mjs', name, 'machines'], {
        cwd: this.folder,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      this.#machines.set(name, child);
      child.stdout?.once('data', () => done());
    });
  }

  /** A machine dies, with all that runs on it. */
  killMachine(name: string): Promise<void> {
    const child = this.#machines.get(name);
    this.#machines.delete(name);
    return new Promise(done => {
      if (child === undefined) return done();
      child.once('exit', () => done());
      child.kill('SIGKILL');
    });
  }

  /** Starts the loop, and gives its process away; `words` come behind those that it always has. */
  startLoop(...words: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<LoopRun> } {
    const all = [
      resolve('dist/dydisnix.cjs'),
      'loop',
      ...['-s', 'services.nix', '--id-resources', 'idresources.nix', '--ids', 'ids.nix', '--state', 'state'],
      ...script('discover', 'discover'),
      ...script('running', 'deployed'),
      ...(words.includes('--deploy-command') ? [] : script('deploy', 'deploy')),
      ...['--interval', '0', '--misses', '1', '--gone-after', '0', '--answers', '1', '--most-gone', '90%'],
      ...['--retry-after', '0', '--most-failures', '1000'],
      ...words,
    ];
    const [program = process.execPath, ...prefix] = [...this.limits, process.execPath];
    const child = spawn(program, [...prefix, ...all], {
      cwd: this.folder,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
    const ended = new Promise<LoopRun>(done => {
      child.once('close', (exitCode, signal) => done({ exitCode, signal, log }));
    });
    return { child, ended };
  }

  /** One round. */
  round(...words: readonly string[]): Promise<LoopRun> {
    return this.startLoop('--once', ...words).ended;
  }

  /** Rounds until there is nothing to do; what they said. */
  async settle(...words: readonly string[]): Promise<string> {
    const logs: string[] = [];
    for (let i = 0; i < 8; i++) {
      const { exitCode, log } = await this.round(...words);
      logs.push(log);
      if (exitCode === 0 && this.status()['state'] === 'nothing differs') return logs.join('');
    }
    throw new Error(`it does not come to rest:\n${logs.join('--\n')}`);
  }

  /** The machines that answer, and what runs on them, as they say it themselves. */
  async running(): Promise<ReadonlyMap<string, RunningServices>> {
    const found = new Map<string, RunningServices>();
    for (const name of this.#machines.keys()) {
      const { port } = JSON.parse(readFileSync(join(this.folder, 'machines', `${name}.json`), 'utf8'));
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' });
      found.set(name, (await response.json()) as RunningServices);
    }
    return found;
  }

  status(): Readonly<Record<string, unknown>> {
    return JSON.parse(this.read('state/status.json') || '{}');
  }

  read(file: string): string {
    const path = join(this.folder, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text, { mode: 0o755 });
  }

  /** Changes the version of a service. */
  upgrade(service: string, version: number): void {
    const line = new RegExp(`process "${service}" \\{( version = \\d+;)?`);
    this.write('services.nix', this.read('services.nix').replace(line, `process "${service}" { version = ${version};`));
  }

  /** Everything ends, and the folder goes. */
  async end(): Promise<void> {
    for (const name of [...this.#machines.keys()]) await this.killMachine(name);
    rmSync(this.folder, { recursive: true, force: true });
    this.#ports.lock.close();
  }
}

/** Ports that are taken by whoever listens on `lock`, the one behind them. */
interface PortBlock {
  readonly min: number;
  readonly max: number;
  readonly lock: Server;
}

/** Systems run side by side, in processes that know nothing of each other; below 32768 no connection takes a port by chance. */
async function takePorts(): Promise<PortBlock> {
  for (let min = 21_000; min < 32_000; min += 100) {
    const lock = createServer();
    const isFree = await new Promise<boolean>(done => {
      lock.once('error', () => done(false));
      lock.listen(min + 99, '127.0.0.1', () => done(true));
    });
    if (isFree) return { min, max: min + 98, lock };
  }
  throw new Error('all ports are taken');
}

/** What is wrong with a system that has come to rest; nothing where all is as the state says and the models want. */
export async function findWrongs(system: Loopback, waiting: readonly string[] = []): Promise<readonly string[]> {
  const wrongs: string[] = [];
  const running = await system.running();
  const places = new Map<string, string[]>();
  for (const [machine, services] of running) {
    for (const service of Object.keys(services)) places.set(service, [...(places.get(service) ?? []), machine]);
  }
  const wanted = ['accounts', 'database', 'pages', 'shop'].filter(service => !waiting.includes(service));
  for (const service of wanted) {
    if (places.get(service)?.length !== 1) wrongs.push(`${service} runs on ${places.get(service) ?? 'nothing'}`);
  }
  for (const service of places.keys()) if (!wanted.includes(service)) wrongs.push(`${service} runs, and should not`);
  const { deployed } = system.status() as { readonly deployed: Readonly<Record<string, readonly string[]>> };
  const told = Object.fromEntries(
    Object.entries(deployed).filter(([, targets]) => targets.some(one => running.has(one))),
  );
  const found = Object.fromEntries([...places].sort(([a], [b]) => (a < b ? -1 : 1)));
  if (JSON.stringify(told) !== JSON.stringify(found)) {
    wrongs.push(`the state says ${JSON.stringify(told)}, but ${JSON.stringify(found)} runs`);
  }
  const ids = portsIn(system);
  if (new Set(ids.values()).size !== ids.size) wrongs.push(`a port is there twice: ${JSON.stringify([...ids])}`);
  for (const services of running.values()) {
    for (const [service, { port }] of Object.entries(services)) {
      if (ids.get(service) !== port) wrongs.push(`${service} listens on ${port}, but has ${ids.get(service)}`);
    }
  }
  if (system.read('state/pending.json') !== '') wrongs.push('a deployment is still pending');
  return wrongs;
}

/** The ports that services have by the ids file. */
export function portsIn(system: Loopback): ReadonlyMap<string, number> {
  const found = system.read('ids.nix').matchAll(/"?(accounts|database|pages|shop)"? = (\d+);/g);
  return new Map([...found].map(([, service = '', port]) => [service, Number(port)]));
}
