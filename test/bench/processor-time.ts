/** When the processor's time was asked for, and what it was. */
const clock = { at: Number.NEGATIVE_INFINITY, used: 0 };

/**
 * What this process has used of the processor, in milliseconds. The system is asked once in five milliseconds: a search
 * looks at its clock so often that it would take a seventh of its time otherwise.
 */
export function processorTime(): number {
  const now = performance.now();
  if (now - clock.at > 5) {
    const { user, system } = process.cpuUsage();
    Object.assign(clock, { at: now, used: (user + system) / 1000 });
  }
  return clock.used;
}
