/** That another walk may show another plan, as a paragraph of its own; none where counted work decided all. */
export function describeClock(isByClock: boolean): readonly string[] {
  return isByClock ? ['The clock ended this search before its work was done: another walk may show another plan.'] : [];
}
