/** Where a page comes from: what somebody can do about what is missing is another thing in each. */
export type PageHome = 'file' | 'server' | 'playground';

/** What to do for loads, in a sentence. */
export const howToHaveLoads: Readonly<Record<PageHome, string>> = {
  file: 'No loads are shown: --service-property and --target-property, or a --policy with capacities, give them.',
  server: 'No loads are shown: --service-property and --target-property, or a --policy with capacities, give them.',
  playground: 'No loads are shown: capacities in placement.nix give them.',
};

/** Why there is no plan, where nobody was asked for one. */
export const whyNoPlan: Readonly<Record<PageHome, string>> = {
  file: 'There is no plan: services are shown by group.',
  server: 'There is no plan: services are shown by group.',
  playground: 'There is no plan of these models: services are shown by group.',
};

/** The same while one is looked for. */
export const noPlanYet = 'There is no plan yet: services are shown by group.';

/** Why a page under a policy says less than it could. */
export const noPolicyAnswers =
  'What the policy says of other places and of changes is told where there is a planner: ' +
  'write the page with --with-planner, or see dydisnix ui.';
