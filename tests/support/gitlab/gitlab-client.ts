import type { GitLab } from "../../../src/gitlab/port.ts";
import { createGitLab, type GitLabOptions } from "../../../src/gitlab/project/client.ts";

/** A token as GitLab makes them; tests look for it where it must not be. */
export const TOKEN = "glpat-3kX9_tests-only-Qz";

export interface LogEntry {
  readonly level: "debug" | "info" | "warn";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface TestClient {
  readonly gitlab: GitLab;
  /** Waits the client asked for, in milliseconds. */
  readonly slept: readonly number[];
  readonly logged: readonly LogEntry[];
}

/** When the clock of a test client starts, `2026-11-24T08:00:00Z`. */
export const START = Date.UTC(2026, 10, 24, 8);

/** A client whose clock stands still but for its own waits, which take no real time; no jitter. */
export function createTestClient(url: string, options: Partial<GitLabOptions> = {}): TestClient {
  const slept: number[] = [];
  const logged: LogEntry[] = [];
  let clock = START;
  const record = (level: LogEntry["level"]) => (fields: LogEntry["fields"], message: string) => {
    logged.push({ level, fields, message });
  };
  const gitlab = createGitLab({
    url,
    token: TOKEN,
    project: "group/acme",
    timeoutMs: 10_000,
    random: () => 0,
    now: () => clock,
    sleep: async (ms) => {
      slept.push(ms);
      clock += ms;
    },
    log: { debug: record("debug"), info: record("info"), warn: record("warn") },
    ...options,
  });
  return { gitlab, slept, logged };
}

/** What a rejected promise was rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("expected a rejection with an Error");
}
