import type { LinkShares } from '../verify/link-shares.ts';
import type { PlaceCertificate } from '../verify/place-certificate.ts';

/** The certificate of a bound on links, in JSON: a line for each link, so that millions of shares stay readable. */
export function writeCertificate({ unit, sum, links }: LinkShares): string {
  const lines = links.map(shares => `[${shares.join(',')}]`);
  return `{"version":1,"kind":"shares","unit":${unit},"sum":${sum},"links":[\n${lines.join(',\n')}\n]}\n`;
}

/** The same under a policy: a line for each list of numbers. */
export function writePlaceCertificate({ problem, shares, fillings }: PlaceCertificate): string {
  const resources = problem.resources.map(({ name, over, under }) => ({ name, unit: [String(over), String(under)] }));
  const { lower, labelPrices, rowPrices, crowdPrices, ...counts } = shares;
  const lines = [
    member('problem', { ...problem, resources }),
    member('shares', counts),
    numbers('lower', lower),
    numbers('labelPrices', labelPrices),
    numbers('rowPrices', rowPrices),
    lists('crowdPrices', crowdPrices),
  ];
  if (fillings !== undefined) {
    const { prices, rowPrices: rows, parts, most, ...others } = fillings;
    lines.push(member('fillings', others), lists('placePrices', prices), numbers('fillingRowPrices', rows));
    lines.push(numbers('parts', parts), lists('most', most));
  }
  return `{"version":1,"kind":"prices",\n${lines.join(',\n')}\n}\n`;
}

/** Where nothing but counting, or a search, stands for the bound. */
export function writeNoCertificate(): string {
  return '{"version":1,"kind":"none","proves":[]}\n';
}

function member(name: string, value: object): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

function numbers(name: string, list: ArrayLike<number>): string {
  return `${JSON.stringify(name)}:[${join(list)}]`;
}

function lists(name: string, all: readonly ArrayLike<number>[]): string {
  return `${JSON.stringify(name)}:[${all.map(list => `\n[${join(list)}]`).join(',')}]`;
}

function join(list: ArrayLike<number>): string {
  return Array.prototype.join.call(list, ',');
}
