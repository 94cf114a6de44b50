/** The length of the longest run of backticks in a text, or `least`: code around it needs a longer one. */
export function longestRun(text: string, least: number): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), least);
}
