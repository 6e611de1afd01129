const sameOptions = { graphcol: '-s, -i and -d', divide: '-s, -i, -d, --service-property and --target-property' };

/** The command that looks for a reason as small as possible why a planner has no plan. */
export function pointToExplanation(planner: keyof typeof sameOptions): string {
  return `dydisnix-explain --impossible ${planner}, with the same ${sameOptions[planner]},`;
}
