/** Whose answers can be checked. */
export const answeringPlanners = ['multiwaycut', 'place', 'graphcol', 'minsetcover', 'divide'] as const;
/** One of them. */
export type AnsweringPlanner = (typeof answeringPlanners)[number];
