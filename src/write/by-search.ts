/** The weaker name of what no certificate carries, after a word such as `optimal`. */
export function bySearch(certified: boolean): string {
  return certified ? '' : ', by search, not certified';
}
