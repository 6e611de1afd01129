// A service: listens on a port of the loopback interface, and ends with whoever started it.
import { createServer } from 'node:http';

const [, , name, port] = process.argv;
const server = createServer((_, response) => response.end(`${name}\n`));
server.on('error', error => {
  console.error(`${name}: ${error.message}`);
  process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => console.log('listening'));
process.stdin.on('end', () => process.exit(0)).resume();
