const sameOptions = { graphcol: '-s, -i and -d', divide: '-s, -i, -d, --service-property and --target-property' };

/** The hint of a planner that found no plan: how to get a reason as small as possible. */
export function pointToExplanation(planner: keyof typeof sameOptions): string {
  return `  hint: dydisnix-explain --impossible ${planner}, with the same ${sameOptions[planner]}, looks for the fewest services that have no plan even on their own\n`;
}
