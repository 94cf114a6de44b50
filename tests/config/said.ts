import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { formatProblems } from "../../src/config/problems/format-problems.ts";
import { ConfigError } from "../../src/domain/errors.ts";

/** The smallest file without a fault; tests append what they are about. */
export const GOOD_HEAD = `customer: Acme
timezone: Europe/Berlin
`;
export const GOOD_MEETINGS = `meetings:
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-01-13
`;

/** What people read about a file: its problems, or `fine`. Anything but a ConfigError goes through. */
export function said(text: string): string {
  try {
    parseProjectConfiguration(text, "cadence.yml");
    return "fine";
  } catch (error) {
    if (error instanceof ConfigError) return formatProblems(error);
    throw error;
  }
}

/** What people read about a good file with these lines at the top level. */
export function saidOfTop(lines: string): string {
  return said(`${GOOD_HEAD}${lines}\n${GOOD_MEETINGS}`);
}

/** What people read about a good file with these keys in its meeting. */
export function saidOfMeeting(...lines: readonly string[]): string {
  return said(`${GOOD_HEAD}${GOOD_MEETINGS}${lines.map((line) => `    ${line}\n`).join("")}`);
}

/** What people read about a meeting of which these are all the keys. */
export function saidOfWholeMeeting(...lines: readonly string[]): string {
  return said(`${GOOD_HEAD}meetings:\n  cadence-call:\n${lines.map((line) => `    ${line}\n`).join("")}`);
}
