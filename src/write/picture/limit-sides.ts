/** No side of a picture is longer unless somebody asks for it, in points: beyond, nobody finds anything on it. */
export const mostSide = 6000;

/** A picture, and to which part of its size it had to be drawn; undefined where it has its own. */
interface LimitedPicture {
  readonly svg: string;
  readonly scale?: number | undefined;
}

/** An SVG of Graphviz or of ours, made smaller as a whole where a side of it is longer than `most` points. */
export function limitSides(svg: string, most: number): LimitedPicture {
  const size = /(<svg width=")([\d.]+)(pt" height=")([\d.]+)(pt")/;
  const [, , width = '0', , height = '0'] = size.exec(svg) ?? [];
  const longest = Math.max(Number(width), Number(height));
  if (longest <= most) return { svg };
  const scale = most / longest;
  const shorten = (side: string): string => String(Math.floor(Number(side) * scale));
  const written = svg.replace(
    size,
    (_, before: string, wide: string, between: string, high: string, after: string) =>
      before + shorten(wide) + between + shorten(high) + after,
  );
  return { svg: written, scale };
}
