import type { LinkShares } from '../verify/link-shares.ts';

/** The certificate of a bound on links, in JSON: a line for each link, so that millions of shares stay readable. */
export function writeCertificate({ unit, sum, links }: LinkShares): string {
  const lines = links.map(shares => `[${shares.join(',')}]`);
  return `{"version":1,"kind":"shares","unit":${unit},"sum":${sum},"links":[\n${lines.join(',\n')}\n]}\n`;
}
