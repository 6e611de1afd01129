/** A picture of Graphviz, moved so that its upper left corner is at 0 0, without its paper. */
interface ReadDrawn {
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

/** Reads what Graphviz drew. */
export function readDrawn(svg: string): ReadDrawn {
  const [, width = '0', height = '0'] = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const [, move = 'translate(0 0)'] = /<g id="graph\d+"[^>]*transform="([^"]*)"/.exec(svg) ?? [];
  const start = /<g id="graph\d+"[^>]*>\n(?:<title>[^<]*<\/title>\n)?(?:<polygon [^>]*\/>\n)?/.exec(svg);
  const from = (start?.index ?? 0) + (start?.[0].length ?? 0);
  const inside = svg.slice(from, svg.lastIndexOf('</g>'));
  return { width: Number(width), height: Number(height), body: `<g transform="${move}">\n${inside}</g>\n` };
}

/** Puts what `writers` write, given the upper left corner, in the place of nodes, by their ids. O(length). */
export function replaceNodes(body: string, writers: ReadonlyMap<string, (x: number, y: number) => string>): string {
  return body.replace(/<g id="(n\d+)" class="node"[^>]*>\n[\s\S]*?<\/g>\n/g, (node: string, id: string) => {
    const write = writers.get(id);
    if (write === undefined) return node;
    const numbers = (/ points="([^"]*)"/.exec(node)?.[1] ?? '').split(/[\s,]+/).map(Number);
    const [xs, ys] = [numbers.filter((_, i) => i % 2 === 0), numbers.filter((_, i) => i % 2 === 1)];
    return write(Math.min(...xs), Math.min(...ys));
  });
}
