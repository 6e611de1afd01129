// Prints the machines that answer, as an infrastructure model.
import { askMachines } from './ask-machines.mjs';

const machines = [...(await askMachines()).keys()].map(name => [
  name,
  { properties: { hostname: name, slots: 3 }, containers: { process: {} } },
]);
console.log(JSON.stringify(Object.fromEntries(machines), undefined, 1));
