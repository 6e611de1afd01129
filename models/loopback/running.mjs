// Prints what runs, as a plan: service to list of machines.
import { askMachines } from './ask-machines.mjs';

const plan = {};
for (const [name, services] of await askMachines()) {
  for (const service of Object.keys(services)) (plan[service] ??= []).push(name);
}
console.log(JSON.stringify(plan));
