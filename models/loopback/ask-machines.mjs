// Asks the machines of the folder that LOOPBACK names what runs on them; those that do not answer are left out.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.LOOPBACK ?? 'machines';

/** Asks one machine to do something; fails where it does not answer, or cannot do it. */
export async function ask(name, path = '/', call = undefined) {
  const { port } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const body = call === undefined ? undefined : JSON.stringify(call);
  // A machine that is dead refuses at once; one that is slow is not dead.
  const signal = AbortSignal.timeout(10_000);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, signal });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${name}: ${answer.failure}`);
  return answer;
}

/** Name → what runs there, of all machines that answer. */
export async function askMachines() {
  const names = readdirSync(folder).flatMap(file => /^(.+)\.json$/.exec(file)?.[1] ?? []).sort();
  const answers = await Promise.allSettled(names.map(name => ask(name)));
  return new Map(names.flatMap((name, i) => (answers[i].status === 'fulfilled' ? [[name, answers[i].value]] : [])));
}
