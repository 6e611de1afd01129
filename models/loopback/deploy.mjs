// Deploys the plan on standard input: stops what is not in it, or is another version, and starts what is missing.
// Exit codes: 0 done; 1 nothing was changed; 2 something was, and not all of it could be.
import { ask, askMachines } from './ask-machines.mjs';

let text = '';
for await (const part of process.stdin) text += part;
const plan = JSON.parse(text);

/** Machine → service → how it is to run. */
const wanted = new Map();
for (const [service, { places, properties }] of Object.entries(plan.deployment)) {
  const call = { service, port: Number(properties.port), version: Number(properties.version) };
  for (const { target } of places) wanted.set(target, [...(wanted.get(target) ?? []), call]);
}

const machines = await askMachines();
const missing = [...wanted.keys()].filter(name => !machines.has(name));
if (missing.length > 0) {
  console.error(`no answer from ${missing.join(', ')}`);
  process.exit(1);
}
const isSame = (call, running) => running?.port === call.port && running.version === call.version;
let changes = 0;
try {
  for (const [name, running] of machines) {
    const here = wanted.get(name) ?? [];
    for (const service of Object.keys(running)) {
      if (here.some(call => call.service === service && isSame(call, running[service]))) continue;
      changes++;
      await ask(name, '/stop', { service });
    }
  }
  for (const [name, calls] of wanted) {
    for (const call of calls) {
      if (isSame(call, machines.get(name)[call.service])) continue;
      changes++;
      await ask(name, '/start', call);
    }
  }
} catch (error) {
  console.error(String(error));
  process.exit(changes === 0 ? 1 : 2);
}
