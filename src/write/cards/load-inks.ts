import { type Ink, inks, inksOfTarget, type TargetInks } from '../picture/palette.ts';

/** From this share on a machine is called full. */
const full = 0.85;

/**
 * What shows how full something is: calm, full, or overloaded. Without green-sensitive cones lines of the latter two
 * are much alike: whoever draws lines marks those that are overloaded, see `overloadMark`.
 */
export function inksOfLoad(share: number): Pick<TargetInks, 'fill' | 'line'> {
  if (share > 1) return { fill: inks.loud, line: inks.loud };
  return inksOfTarget(share > full ? 1 : 0);
}

/** At the end of a bar of what is overloaded: its width, how far it stands out above and below, and its ink. */
export const overloadMark: { readonly width: number; readonly beyond: number; readonly ink: Ink } = {
  width: 3,
  beyond: 2,
  ink: inks.text,
};
