import type { HistoryRules } from "../config/resolve/types.ts";

/** Words that YAML takes for something else than text. */
const NO_TEXT = /^(?:true|false|null|~|[\d.+-].*)$/i;

/** The block for `.gitlab/cadence.yml`. Texts are written as JSON, which is YAML. */
export function historyLines({ before, titles, issues, series }: HistoryRules): readonly string[] {
  const list = (some: readonly unknown[]): string => `[${some.map((one) => JSON.stringify(one)).join(", ")}]`;
  return [
    "history:",
    `  before: ${before}`,
    ...(titles.length === 0 ? [] : ["  titles:", ...titles.map((title) => `    - ${JSON.stringify(title)}`)]),
    ...(issues.length === 0 ? [] : [`  issues: ${list(issues)}`]),
    ...(series === null ? [] : [`  series: ${NO_TEXT.test(series) ? JSON.stringify(series) : series}`]),
  ];
}
