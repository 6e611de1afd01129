import { Findings } from '../../src/base/findings.ts';
import { decodeInfrastructure } from '../../src/model/decode-infrastructure.ts';
import { decodePolicy } from '../../src/model/decode-policy.ts';
import { decodeServices } from '../../src/model/decode-services.ts';
import { call } from '../../src/nix/call.ts';
import { type AttributeSetValue, force, NixFunction, type Value } from '../../src/nix/value.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';

export function evaluate(text: string, name = 'placement.nix'): Value {
  return createNodeHost().evaluateText(name, text, '/');
}

export function messagesOf(findings: Findings): string[] {
  return findings.all.map(({ severity, code, message, position, hint }) => {
    const place = position === undefined ? '-' : `${position.line}:${position.column}`;
    const kind = severity === 'warning' ? `${severity} ` : '';
    return `${kind}${code} ${place} ${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
}

/** Both models of a text `{ services = …; infrastructure = …; }`. */
export function models(text: string, findings: Findings) {
  const both = evaluate(text, 'models.nix') as AttributeSetValue;
  return {
    services: decodeServices(force(both.get('services') ?? null), 's.nix', findings),
    infrastructure: decodeInfrastructure(force(both.get('infrastructure') ?? null), 'i.nix', findings),
  };
}

/** A small shop on three machines in two zones. */
export const shop = `{
  services = rec {
    db = { name = "db"; memory = 4; stateful = true; zones = [ "a" ]; };
    web = { name = "web"; memory = 2; cpu = 0.5; dependsOn = { inherit db cache; }; zones = [ "a" "b" ]; };
    cache = { name = "cache"; memory = 1; };
  };
  infrastructure = {
    t1 = { properties = { hostname = "t1"; zone = "a"; rack = "r1"; memory = 8; cpus = 4; price = 10; arch = [ "x86" "arm" ]; }; };
    t2 = { properties = { hostname = "t2"; zone = "a"; rack = "r2"; memory = 8; cpus = 2; price = 20; arch = [ "x86" ]; }; };
    t3 = { properties = { hostname = "t3"; zone = "b"; rack = "r3"; memory = "16"; cpus = 8; price = 2.5; arch = [ "arm" ]; }; };
  };
}`;

/** What a policy in Nix (or a value) says about the shop, and all messages. */
export function decode(policy: string | Value, modelsText = shop) {
  const findings = new Findings();
  const read = models(modelsText, findings);
  const value = typeof policy === 'string' ? evaluate(policy) : policy;
  const plain = value instanceof NixFunction ? call(value, evaluate('{ }')) : value;
  return { policy: decodePolicy(plain, 'placement.nix', read, findings), messages: messagesOf(findings), ...read };
}
