// A "machine": a process that starts and stops services as processes of its own, on the loopback interface alone.
// When it dies, they die with it.
//
//     node machine.mjs NAME FOLDER
import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, , name, folder] = process.argv;
const program = join(dirname(fileURLToPath(import.meta.url)), 'service.mjs');
/** Name → what runs. */
const services = new Map();

/** Starts a service; resolves to why it does not run, or to nothing once it listens. */
function start({ service, port, version }) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [program, service, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.once('data', () => {
      services.set(service, { port, version, pid: child.pid, child });
      resolve();
    });
    child.once('exit', code => {
      if (services.get(service)?.child === child) services.delete(service);
      resolve(`${service} ended with ${code}`);
    });
  });
}

function stop({ service }) {
  return new Promise(resolve => {
    const running = services.get(service);
    if (running === undefined) return resolve();
    running.child.once('exit', () => resolve());
    running.child.stdin.end();
  });
}

const server = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  const call = text === '' ? {} : JSON.parse(text);
  const failure = await { '/start': start, '/stop': stop }[request.url]?.(call);
  const running = [...services].map(([service, { port, version, pid }]) => [service, { port, version, pid }]);
  response.statusCode = failure === undefined ? 200 : 500;
  response.end(JSON.stringify(failure === undefined ? Object.fromEntries(running) : { failure }));
});

server.listen(0, '127.0.0.1', () => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  writeFileSync(`${file}.new`, JSON.stringify({ port: server.address().port }));
  renameSync(`${file}.new`, file);
  console.log('there');
});
