/** A number with its noun: `1 service`, `2 services`. */
export function countNouns(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
