import { isIP } from "node:net";
import { readFormerBot } from "../config/schema/people.ts";
import { ConfigError } from "../domain/errors.ts";
import { nearestWord } from "../domain/text/nearest-word.ts";
import { isPlainDate } from "../domain/time/dates.ts";
import { PARTS, type Part } from "../reconcile/model/types.ts";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where a CI job notes its writes, and where `undo` looks for them. */
export const AUDIT_FILE = "cadence-audit.jsonl";

/** Options that every command understands. */
export interface CommonOptions {
  /** Ids or paths; empty means `CI_PROJECT_ID`. */
  readonly project: readonly string[];
  /** User names of accounts that the bot had before. */
  readonly bots: readonly string[];
  /** A local configuration file instead of the project's. */
  readonly config: string | null;
  /** The instant to plan for, ISO 8601 with an offset or `Z`; null is now. */
  readonly at: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly logLevel: LogLevel | null;
}

/** Options of the commands that plan. */
export interface PlanOptions extends CommonOptions {
  /** The parts of a run to look at; null is all of them. */
  readonly only: readonly Part[] | null;
  /** What waits for business hours is done at once: a person asks for it. */
  readonly now: boolean;
  /** How many follow-ups that are held back are made, the newest ones. */
  readonly catchUp: number;
}

export interface RunOptions extends PlanOptions {
  /** Where the writes are noted: a file, `false` for nowhere, null for what is usual (a file in CI jobs). */
  readonly audit: string | false | null;
  /** Groups whose projects are all served, by path. */
  readonly group: readonly string[];
  /** The service's own configuration, which names the projects; null is none. */
  readonly service: string | null;
}

export const SERVICE_PARTS = ["receiver", "worker"] as const;
export type ServicePart = (typeof SERVICE_PARTS)[number];

export interface ServeOptions {
  /** The service's own configuration; null where `group` says which projects are served. */
  readonly service: string | null;
  readonly group: readonly string[];
  readonly port: number;
  readonly host: string;
  /** A port of their own for health, metrics and the admin page; null puts them beside the webhooks. */
  readonly adminPort: number | null;
  /** Addresses of proxies that are believed when they say where a request comes from. */
  readonly trustProxy: readonly string[];
  /** Looks that this process takes from the queue at a time, 1 to 64; half as many threads do them. */
  readonly concurrency: number;
  /** Where the queue of this process, and what is remembered of the fleet, are kept. */
  readonly directory: string;
  /** Where the writes are noted; null for nowhere. */
  readonly audit: string | null;
  /** One part alone; null is all of them in this process. */
  readonly only: ServicePart | null;
  readonly logLevel: LogLevel;
}

export interface ItemsOptions extends CommonOptions {
  /** Ids of meeting series; empty means all. */
  readonly series: readonly string[];
  /** Resolved items and those that people took off as well. */
  readonly all: boolean;
  readonly markdown: boolean;
  /** In Markdown: items of confidential issues as well. */
  readonly confidential: boolean;
}

export interface UndoOptions extends CommonOptions {
  readonly audit: string | null;
  readonly dryRun: boolean;
}

const EARLIEST = Date.parse("2000-01-01T00:00:00Z");
const LATEST = Date.parse("2200-01-01T00:00:00Z");
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** An error about one option or argument of the command line. */
export function usageError(
  option: string,
  found: string | null,
  problem: string,
  allowed: readonly string[],
  nearest: string | null = null,
): ConfigError {
  return new ConfigError(`${option}: ${problem}`, [
    { file: "command line", line: null, column: null, key: option, found, problem, allowed, nearest },
  ]);
}

/** Checks `--at`. Throws a `ConfigError` for what is no instant with an offset. */
export function parseInstant(text: string): string {
  const milliseconds = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(milliseconds) && !isPlainDate(text.slice(0, 10)))
    throw usageError("--at", text, "is on a day that does not exist", ["2026-02-28T09:00:00Z"]);
  if (Number.isNaN(milliseconds) || milliseconds < EARLIEST || milliseconds > LATEST) {
    throw usageError("--at", text, "is not an instant with its offset between 2000 and 2200", [
      "2026-11-24T09:00:00Z",
      "2026-11-24T10:00+01:00",
    ]);
  }
  return new Date(milliseconds).toISOString();
}

/** Checks one `--project`. Throws a `ConfigError` for what can be neither an id nor a path. */
export function parseProject(text: string): string {
  const trimmed = text.trim().replace(/^\/+|(?<!\/)\/+$/g, "");
  if (/^\d+$/.test(trimmed) || /^[\w.-]+(?:\/[\w.-]+)+$/.test(trimmed)) return trimmed;
  throw usageError("--project", text, "is neither a project id nor a path", ["12345", "group/subgroup/project"]);
}

/** Checks one `--group`. Throws a `ConfigError` for what cannot be the path of a group. */
export function parseGroup(text: string): string {
  const trimmed = text.trim().replace(/^\/+|(?<!\/)\/+$/g, "");
  if (/^(?=.*[^\d])[\w.-]+(?:\/[\w.-]+)*$/.test(trimmed)) return trimmed;
  throw usageError("--group", text, "is not the path of a group", ["account-management", "account-management/emea"]);
}

/** Checks one `--bots`, names separated by commas. Throws a `ConfigError` for what cannot be a bot's name. */
export function parseBots(text: string): readonly string[] {
  return text.split(",").map((word) => {
    const read = readFormerBot(word);
    if (read.ok) return read.value;
    throw usageError("--bots", text, read.problem, read.allowed, read.nearest ?? null);
  });
}

/** Checks one `--only`, names separated by commas. Throws a `ConfigError` for what is no part of a run. */
export function parseParts(text: string): readonly Part[] {
  return text.split(",").map((word) => {
    const name = word.trim().toLowerCase();
    const part = PARTS.find((one) => one === name);
    if (part !== undefined) return part;
    throw usageError("--only", text, `has no part "${word.trim()}"`, PARTS, nearestWord(name, PARTS));
  });
}

/** More than a project can hold back at a time. */
const MOST_CAUGHT_UP = 1000;

/** Checks `--catch-up`. Throws a `ConfigError` for what is no number of follow-ups. */
export function parseCatchUp(text: string): number {
  const count = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  if (count >= 1 && count <= MOST_CAUGHT_UP) return count;
  throw usageError("--catch-up", text, "is no number of follow-ups", [`1 to ${MOST_CAUGHT_UP}`]);
}

const PROXY_NAMES = ["loopback", "linklocal", "uniquelocal"];

/** Checks one `--trust-proxy`, addresses separated by commas. Throws a `ConfigError` for what is no address. */
export function parseProxies(text: string): readonly string[] {
  return text.split(",").map((word) => {
    const address = word.trim();
    const [host = "", bits, ...rest] = address.split("/");
    const longest = isIP(host) === 4 ? 32 : 128;
    const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
    if (PROXY_NAMES.includes(address) || (isIP(host) > 0 && isRange && rest.length === 0)) return address;
    const allowed = ["10.0.0.7", "10.0.0.0/8", ...PROXY_NAMES];
    throw usageError("--trust-proxy", address, "is no address of a proxy", allowed);
  });
}
