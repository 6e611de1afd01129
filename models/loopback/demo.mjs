// Shows the loop at work, in less than a minute: a first deployment, a machine that dies, the move, its return, and a new
// version. Everything runs on the loopback interface of this machine, in a folder that is gone afterwards.
//
//     npm run demo:loop
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dydisnix-demo-'));
cpSync(source, folder, { recursive: true });
process.env.LOOPBACK = join(folder, 'machines');
const { askMachines } = await import('./ask-machines.mjs');

const machines = new Map();
const startMachine = name =>
  new Promise(resolve => {
    const words = [join(folder, 'machine.mjs'), name, process.env.LOOPBACK];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    machines.set(name, child);
    child.stdout.once('data', resolve);
  });

const say = text => console.log(`\n== ${text}`);

/** Waits until what runs is as it should be, and prints it. */
async function until(isSo) {
  for (let i = 0; i < 200; i++) {
    const found = await askMachines();
    const running = new Map([...found].map(([name, services]) => [name, services]));
    if (isSo(running) && isSettled(running)) {
      for (const [name, services] of running) {
        const list = Object.entries(services).map(([service, { port, version }]) => `${service} ${version} (port ${port})`);
        console.log(`   ${name}: ${list.join(', ') || 'nothing'}`);
      }
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error('it took too long');
}

const countIn = running => [...running.values()].reduce((sum, services) => sum + Object.keys(services).length, 0);

/** Whether the loop has nothing to do, and takes all that answer for there: then what runs stays as it is. */
function isSettled(running) {
  const file = join(folder, 'state/status.json');
  const status = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return status.state === 'nothing differs' && [...running.keys()].every(name => status.machines[name] === 'there');
}

const words = `loop -s services.nix --id-resources idresources.nix --ids ids.nix --policy placement.nix --state state
  --discover-command node --discover-argument discover.mjs --deployed-command node --deployed-argument running.mjs
  --deploy-command node --deploy-argument deploy.mjs --health-command node --health-argument health.mjs --health-timeout 10
  --interval 1 --misses 2 --gone-after 2 --answers 2 --most-gone 50%`.split(/\s+/);
let loop;
try {
  say('three machines begin, and a loop that keeps four services on them');
  await Promise.all(['m1', 'm2', 'm3'].map(startMachine));
  const program = join(source, '../../dist/dydisnix.cjs');
  loop = spawn(process.execPath, [program, ...words], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  let dying;
  await until(running => {
    dying = [...running].find(([, here]) => Object.keys(here).length > 0 && !('database' in here))?.[0];
    return dying !== undefined && countIn(running) === 4;
  });
  say(`${dying} dies`);
  machines.get(dying).kill('SIGKILL');
  await until(running => !running.has(dying) && countIn(running) === 4);
  say(`what was on ${dying} runs elsewhere, and nothing else moved. It comes back, and nothing moves again`);
  await startMachine(dying);
  await until(running => running.has(dying) && countIn(running) === 4);
  say('a new version of the shop');
  const model = readFileSync(join(folder, 'services.nix'), 'utf8');
  writeFileSync(join(folder, 'services.nix'), model.replace('process "shop" {', 'process "shop" { version = 2;'));
  await until(running => [...running.values()].some(({ shop }) => shop?.version === 2) && countIn(running) === 4);
  say('the loop is asked to end');
  const ended = new Promise(resolve => loop.once('exit', resolve));
  loop.kill('SIGTERM');
  await ended;
} finally {
  loop?.kill('SIGKILL');
  for (const child of machines.values()) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
