/** The length of the longest run of backticks in a text, or `least`: code around it needs a longer one. */
export function longestRun(text: string, least: number): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), least);
}

/** Returns a text as code on one line, whatever backticks it holds. */
export function asCode(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const marks = "`".repeat(longestRun(line, 0) + 1);
  const pad = /^`|`$/.test(line) ? " " : "";
  return marks + pad + line + pad + marks;
}
