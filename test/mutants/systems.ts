const linked = `rec {
  web = { name = "web"; dependsOn = { inherit api auth; }; linkWeights = { api = 3; }; memory = 3; requiresUniqueIdsFor = [ "ports" "uids" ]; };
  api = { name = "api"; dependsOn = { inherit db; }; pinnedTo = "t2"; memory = 2; requiresUniqueIdsFor = [ "ports" ]; };
  auth = { name = "auth"; dependsOn = { inherit db; }; memory = 1; requiresUniqueIdsFor = [ "ports" "uids" ]; pinnedIds = { ports = 8083; }; };
  db = { name = "db"; memory = 4; stateful = true; requiresUniqueIdsFor = [ "ports" ]; };
  mail = { name = "mail"; dependsOn = { inherit queue; }; memory = 2; requiresUniqueIdsFor = [ "ports" ]; };
  queue = { name = "queue"; dependsOn = { inherit db; }; memory = 1; requiresUniqueIdsFor = [ "ports" "uids" ]; };
  log = { name = "log"; connectsTo = { inherit queue web; }; memory = 1; requiresUniqueIdsFor = [ "ports" ]; };
}`;

const machines = `{
  t1.properties = { mem = 7; cost = 3; zone = "east"; };
  t2.properties = { mem = 8; cost = 2.5; zone = "west"; };
  t3.properties = { mem = 4; cost = 2; zone = "east"; };
  t4.properties = { mem = 9; cost = 6; zone = "west"; };
}`;

const candidates = `{
  web = [ "t1" "t3" "t4" ]; api = [ "t1" "t2" "t3" ]; auth = [ "t1" "t2" ]; db = [ "t2" "t3" "t4" ];
  mail = [ "t1" "t4" ]; queue = [ "t1" "t3" ]; log = [ "t2" "t3" "t4" ];
}`;

const previous = `{ web = [ "t4" ]; api = [ "t2" ]; auth = [ "t1" ]; db = [ "t3" ]; mail = [ "t4" ]; queue = [ "t1" ]; log = [ "t4" ]; }`;

const policy = `{
  capacities.memory = { need = "memory"; have = "mem"; };
  replicas = { log = 2; };
  rules = [ { apart = [ "web" "mail" ]; } { avoid = "auth"; on = [ "t2" ]; } ];
  cost = "cost"; minimise = [ "links" "cost" "targets" "moves" ];
}`;

const tight = `{ capacities.memory = { need = "memory"; have = "mem"; }; rules = [ { together = [ "web" "mail" ]; } ]; }`;

const ring = `rec {
  a = { name = "a"; dependsOn = [ "b" "hub" ]; }; b = { name = "b"; dependsOn = [ "c" "hub" ]; };
  c = { name = "c"; dependsOn = [ "d" "hub" ]; }; d = { name = "d"; dependsOn = [ "e" "hub" ]; };
  e = { name = "e"; dependsOn = [ "a" "hub" ]; }; hub = { name = "hub"; };
}`;

const five = '{ t1 = { }; t2 = { }; t3 = { }; t4 = { }; t5 = { }; }';
const three = '{ t1 = { }; t2 = { }; t3 = { }; }';
const lists =
  '{ a = [ "t1" "t2" ]; b = [ "t2" "t3" ]; c = [ "t1" "t3" ]; d = [ "t1" "t2" "t4" ]; e = [ "t3" "t4" ]; hub = [ "t5" "t4" ]; }';
const pools = `{ ports = { min = 8080; max = 8090; scope = "global"; reserved = [ 8081 ]; }; uids = { min = 2000; max = 2010; }; }`;
const ids = `{ ids.ports = { web = 8085; api = 8080; db = 8082; gone = 8086; }; ids.uids = { web = 2003; };
  lastAssignments = { ports = 8086; uids = 2003; }; }`;
const placed = `{ web = [ "t1" ]; api = [ "t2" ]; auth = [ "t1" ]; db = [ "t2" ]; mail = [ "t1" ]; queue = [ "t3" ]; log = [ "t4" ]; }`;

/** Nothing to spare: 5 + 4 and 3 + 3 + 3 in two bins of 9. */
const parts = `{
  a = { name = "a"; memory = 5; }; b = { name = "b"; memory = 4; }; c = { name = "c"; memory = 3; };
  d = { name = "d"; memory = 3; }; e = { name = "e"; memory = 3; };
}`;
const bins = '{ t1.properties.mem = 9; t2.properties.mem = 9; }';
const small = '{ t1.properties.mem = 9; t2.properties.mem = 8; }';
const any = '{ a = [ "t1" "t2" ]; b = [ "t1" "t2" ]; c = [ "t1" "t2" ]; d = [ "t1" "t2" ]; e = [ "t1" "t2" ]; }';

/** The greedy cover takes t1, at 1.5 a service, and then t4: 10 together. t2 and t3 cost 9.2. */
const fiveServices = '{ a.name = "a"; b.name = "b"; c.name = "c"; d.name = "d"; e.name = "e"; f.name = "f"; }';
const dear = '{ t1.properties.cost = 6; t2.properties.cost = 4.6; t3.properties.cost = 4.6; t4.properties.cost = 4; }';
const dearCandidates =
  '{ a = [ "t1" "t2" ]; b = [ "t1" "t2" ]; c = [ "t1" "t3" ]; d = [ "t1" "t3" ]; e = [ "t2" "t4" ]; f = [ "t3" "t4" ]; }';

/** Five in a circle: three targets, and no clique says so. */
const cycle = `{
  a = { name = "a"; dependsOn = [ "b" ]; }; b = { name = "b"; dependsOn = [ "c" ]; }; c = { name = "c"; dependsOn = [ "d" ]; };
  d = { name = "d"; dependsOn = [ "e" ]; }; e = { name = "e"; connectsTo = [ "a" ]; };
}`;
/** No machine has room for db and web, and both are wanted on one. */
const shut = `{ capacities.memory = { need = "memory"; have = "mem"; }; rules = [ { together = [ "web" "db" "api" ]; } ]; }`;
const few = `{ capacities.memory = { need = "memory"; have = "mem"; }; moves.atMost = 2; minimise = [ "targets" "moves" ]; }`;
const machinePools =
  '{ ports = { min = 8080; max = 8090; scope = "machine"; reserved = [ 8081 ]; }; uids = { min = 2000; max = 2010; scope = "machine"; }; }';

/** More plans than anybody tries: services in a chain with cross links, on machines that hold a few each. */
const wideServices = `{ ${Array.from({ length: 24 }, (_, i) => {
  const others = [...new Set([(i + 1) % 24, (i * 7 + 3) % 24])].filter(other => other !== i);
  return `s${i} = { name = "s${i}"; connectsTo = [ ${others.map(other => `"s${other}"`).join(' ')} ]; memory = ${1 + (i % 3)}; };`;
}).join(' ')} }`;
const wideMachines = `{ ${['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => `${name}.properties = { mem = ${16 + i}; cost = ${2 + i}; };`).join(' ')} }`;
const wideCandidates = `{ ${Array.from({ length: 24 }, (_, i) => `s${i} = [ ${[0, 1, 3].map(add => `"${'abcdef'[(i + add) % 6]}"`).join(' ')} ];`).join(' ')} }`;
const widePolicy = `{ capacities.memory = { need = "memory"; have = "mem"; }; cost = "cost"; minimise = [ "targets" "links" ]; }`;

/** Numbers that services, machines and those that stand nowhere have by themselves, pools that share them, and names. */
const heldServices = `{
  web = { name = "web"; requiresUniqueIdsFor = [ "ports" "ports:metrics" "uids" "gids" ]; };
  api = { name = "api"; requiresUniqueIdsFor = [ "ports" "tcpPorts" "uids" "gids" ]; };
  db = { name = "db"; requiresUniqueIdsFor = [ "adminPorts" "old" ]; pinnedIds.ports = 8090; };
  log = { name = "log"; logPort = 8082; };
  mail = { name = "mail"; requiresUniqueIdsFor = [ "ports" "tcpPorts" ]; };
  idle = { name = "idle"; port = 8084; };
}`;
const heldMachines = '{ t1.properties.sshPort = 8081; t2.containers.mysql.mysqlPort = 9001; }';
const heldPlan = '{ web = [ "t1" ]; api = [ "t1" ]; db = [ "t1" ]; log = [ "t1" ]; mail = [ "t2" ]; }';
const heldPools = `{
  ports = { min = 8080; max = 8099; reserved = [ 8083 ]; };
  tcpPorts = { min = 9000; max = 9009; space = "tcp"; scope = "machine"; };
  adminPorts = { min = 9000; max = 9009; space = "tcp"; scope = "machine"; };
  uids = { min = 65530; max = 65540; }; gids.sameAs = "uids";
  old = { min = 1; max = 9; step = 2; keepForeign = true; kind = "number"; };
}`;
const heldIds = '{ ids.old.db = 4; ids.tcpPorts.api = 9003; ids.ports.gone = 8080; ids.uids.api = 65533; }';

/** Models by file. */
export const files = {
  's.nix': linked,
  'i.nix': machines,
  'd.nix': candidates,
  'old.nix': previous,
  'policy.nix': policy,
  'tight.nix': tight,
  'ring.nix': ring,
  'five.nix': five,
  'three.nix': three,
  'lists.nix': lists,
  'r.nix': pools,
  'ids.nix': ids,
  'placed.nix': placed,
  'parts.nix': parts,
  'bins.nix': bins,
  'small.nix': small,
  'any.nix': any,
  'five-s.nix': fiveServices,
  'dear.nix': dear,
  'dear-d.nix': dearCandidates,
  'cycle.nix': cycle,
  'shut.nix': shut,
  'few.nix': few,
  'machine.nix': machinePools,
  'wide-s.nix': wideServices,
  'wide-i.nix': wideMachines,
  'wide-d.nix': wideCandidates,
  'wide.nix': widePolicy,
  'held-s.nix': heldServices,
  'held-i.nix': heldMachines,
  'held-d.nix': heldPlan,
  'held-r.nix': heldPools,
  'held-ids.nix': heldIds,
};
