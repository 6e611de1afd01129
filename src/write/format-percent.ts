/** A part in percent of a whole, rounded up to two digits: never less than it is. */
export function formatPercent(part: number, whole: number): string {
  return (Math.ceil((10_000 * part) / whole) / 100).toFixed(2);
}
