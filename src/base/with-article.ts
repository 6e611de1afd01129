/** A noun with its indefinite article: `a distribution`, `an ids file`. */
export function withArticle(noun: string): string {
  return `${/^[aeiouI]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
