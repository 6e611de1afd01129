/**
 * Solves, and has the answer checked by code that shares nothing with the solver: the one way from a problem to an
 * answer that is shown to anybody.
 * @param what the answer, in a word
 * @param verify a sentence for each fault
 * @throws Error where there is a fault: that is never the fault of the input
 */
export function solveAndVerify<Solution>(
  what: string,
  solve: () => Solution,
  verify: (solution: Solution) => readonly string[],
): Solution {
  const solution = solve();
  const faults = verify(solution);
  if (faults.length > 0) throw new Error(`the ${what} does not hold what it promises: ${faults.join('; ')}`);
  return solution;
}

/**
 * What is recounted of an answer that was verified.
 * @throws Error where recounting finds a fault: that is never the fault of the input
 */
export function requireCertified<Certified>(
  what: string,
  { faults, certified }: { readonly faults: readonly string[]; readonly certified: Certified },
): Certified {
  if (faults.length > 0) throw new Error(`the ${what} does not hold what it promises: ${faults.join('; ')}`);
  return certified;
}
