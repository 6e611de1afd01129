import { expect, it } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { decodeServices } from '../../src/model/decode-services.ts';
import { type PortMistake, readLiteralPorts } from '../../src/model/literal-ports.ts';
import { showPort } from '../../src/model/port.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';

function read(attributes: string): readonly string[] {
  const value = createNodeHost().evaluateText('s', `{ s = { name = "s"; ${attributes} }; }`, '/');
  const service = decodeServices(value, 's', new Findings()).services.get('s');
  if (service === undefined) throw new Error('no service');
  const mistakes: PortMistake[] = [];
  const ports = readLiteralPorts(
    service,
    step => new Findings().attempt(step),
    mistake => mistakes.push(mistake),
  );
  return [
    ...ports.map(({ property, port }) => `${property}: ${showPort(port)}`),
    ...mistakes.map(({ property, message, position }) => `${property} is wrong: ${message} (line ${position?.line})`),
  ];
}

it.each<[string, readonly string[]]>([
  ['port = 80; httpPort = 8080; report = 5; exports = [ 5 ];', ['httpPort: 8080', 'port: 80']],
  ['port = "8080";', ['port: 8080']],
  ['port = 0; httpPort = null; sshPort = "0"; openPorts = true;', []],
  ['serialPort = "/dev/ttyS0"; port = "http";', []],
  ['ports = { http = 80; dns = "53/udp"; };', ['ports.dns: 53/udp', 'ports.http: 80']],
  ['listenPorts = [ 9000 "127.0.0.1:9001" ];', ['listenPorts: 9000', 'listenPorts: 127.0.0.1:9001']],
  [
    'ports = [ "8000-8010" { from = 9000; to = 9010; protocol = "udp"; } ];',
    ['ports: 8000-8010', 'ports: 9000-9010/udp'],
  ],
  ['port = 514; portProtocol = "udp"; portAddress = "10.0.0.1";', ['port: 10.0.0.1:514/udp']],
  ['httpPort = 80; httpPortAddress = "::";', ['httpPort: 80']],
  ['port = "80/tcp"; portProtocol = "udp";', ['port: 80/tcp']],
  [
    'udpPort = 514; syslogTcpPort = 514; tcp8080Port = 8080;',
    ['syslogTcpPort: 514/tcp', 'tcp8080Port: 8080/tcp', 'udpPort: 514/udp'],
  ],
  ['ports.web = { port = "443"; protocol = [ "tcp" "udp" ]; address = "::1"; };', ['ports.web: [::1]:443']],
  [
    'ports = [ { container = 80; host = 8080; protocol = "tcp"; address = "10.0.0.1"; } { container = 53; } ];',
    ['ports: 10.0.0.1:8080/tcp'],
  ],
  ['ports = [ { container = 80; host = "8000-8010"; } { container = "1-9"; host = "101-109"; } ];', ['ports: 101-109']],
  ['ports = { tcp = [ 80 443 ]; udp = 53; };', ['ports.tcp: 80/tcp', 'ports.tcp: 443/tcp', 'ports.udp: 53/udp']],
  ['httpPort = 80.0;', ['httpPort is wrong: 80.0 is no port (line 1)']],
  ['httpPort = 70000;', ['httpPort is wrong: 70000 is no port (line 1)']],
  [
    'httpPort = -1; ports.a = "65536";',
    ['httpPort is wrong: -1 is no port (line 1)', 'ports.a is wrong: 65536 is no port (line 1)'],
  ],
  ['ports = [ "8080:80" "8081:80/udp" "8000-8010:80" ];', ['ports: 8080', 'ports: 8081/udp']],
  ['ports = [ "1:2:3" ];', ['ports is wrong: "1:2:3" can be read in more than one way (line 1)']],
  ['port = 80; portProtocol = "http";', ['port: 80', 'portProtocol is wrong: "http" is an unknown protocol (line 1)']],
  ['ports = let all = { http = 80; again = all; }; in all;', ['ports.http: 80']],
  ['ports = { a = throw "no"; b = 80; };', ['ports.b: 80']],
])('reads %s', (attributes, expected) => {
  expect([...new Set(read(attributes))].filter(line => !line.startsWith('ports.again')).sort()).toEqual(
    [...expected].sort(),
  );
});
