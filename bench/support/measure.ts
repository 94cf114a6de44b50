/** What the benches count and print with. Figures of a busy machine are read as ratios within one run. */

/** The middle one; NaN for none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Prints rows under their heads, columns as wide as they need; numbers stand to the right. */
export function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [heads, ...rows]) {
    const cells = row.map((cell, column) =>
      /^[\d.-]/.test(rows[0]?.[column] ?? "") ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    console.log(cells.join("  ").trimEnd());
  }
}

/** `ok`, or `MISSED` and the process will exit with 1. */
export function judge(isGood: boolean): string {
  if (!isGood) process.exitCode = 1;
  return isGood ? "ok" : "MISSED";
}
