// Ends with 0 when each service of the plan on standard input answers on its port.
let text = '';
for await (const part of process.stdin) text += part;
const { deployment } = JSON.parse(text);
const silent = [];
for (const [service, { properties }] of Object.entries(deployment)) {
  const answer = await fetch(`http://127.0.0.1:${properties.port}/`, { signal: AbortSignal.timeout(1000) })
    .then(response => response.text())
    .catch(() => '');
  if (answer !== `${service}\n`) silent.push(service);
}
if (silent.length > 0) {
  console.error(`no answer from ${silent.join(', ')}`);
  process.exit(1);
}
