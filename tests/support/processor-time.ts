/**
 * Begins to count the processor time of this process; the answer tells how much has passed, in milliseconds. Of a crowded
 * machine it takes no notice, which a clock does.
 */
export function processorTime(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}
