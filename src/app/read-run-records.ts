import { readFileSync, statSync } from "node:fs";
import * as z from "zod/mini";
import type { RunRecord } from "../audit/plan-undo.ts";
import { isForeign } from "./is-foreign.ts";
import { AUDIT_FILE, usageError } from "./options.ts";
import { printable, type Terminal } from "./terminal.ts";

const Iid = z.nullable(z.int().check(z.positive()));

const Facts = z.object({
  iid: z.optional(z.int()),
  updatedAt: z.optional(z.string()),
  noteId: z.optional(z.int()),
  body: z.optional(z.string()),
  state: z.optional(z.enum(["opened", "closed"])),
  labels: z.optional(z.array(z.string())),
  dueDate: z.optional(z.nullable(z.string())),
  description: z.optional(z.string()),
  assigneeIds: z.optional(z.array(z.int())),
});

const METHODS = [
  "createIssue",
  "updateIssue",
  "relateIssues",
  "createNote",
  "updateNote",
  "deleteNote",
  "react",
  "createLabel",
] as const;

const Line = z.object({
  run: z.string(),
  at: z.string(),
  project: z.string(),
  customer: z.nullable(z.string()),
  action: z.string(),
  reason: z.object({ rule: z.string(), text: z.string(), data: z.record(z.string(), z.unknown()) }),
  method: z.enum(METHODS),
  request: z.record(z.string(), z.unknown()),
  iid: Iid,
  noteId: Iid,
  before: z.nullable(Facts),
  after: z.nullable(Facts),
  outcome: z.enum(["done", "unknown", "failed"]),
  error: z.nullable(z.string()),
});

const RUNS_NAMED = 5;

function parseLine(line: string): RunRecord | null {
  try {
    const read = z.safeParse(Line, JSON.parse(line));
    // Facts that are absent stay absent.
    return read.success ? (read.data as RunRecord) : null;
  } catch {
    return null;
  }
}

function readAudit(file: string): string {
  const { text, isOthers } = readWithOwner(file);
  // What stands in it is written to GitLab. Who names a colleague's file means it; the usual name may have been planted.
  if (!isOthers || file !== AUDIT_FILE) return text;
  throw usageError("--audit", file, "belongs to another user of this machine", [`--audit ${file} where you trust it`]);
}

function readWithOwner(file: string): { readonly text: string; readonly isOthers: boolean } {
  try {
    return { text: readFileSync(file, "utf8"), isOthers: isForeign(statSync(file), process.getuid?.() ?? null) };
  } catch (error) {
    const problem = `the audit file cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`;
    throw usageError("--audit", file, problem, ["the file that `run --audit FILE` wrote"]);
  }
}

/**
 * The writes of one run as its audit file has them, oldest first. A line that is no record is said and left out: a run
 * that was killed may have left half a line. Throws a `ConfigError` for a file that cannot be read and for a run that is
 * not in it.
 */
export function readRunRecords(
  file: string,
  run: string,
  terminal: Pick<Terminal, "err" | "paint">,
): readonly RunRecord[] {
  const records: RunRecord[] = [];
  const lines = readAudit(file).split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const record = parseLine(line);
    if (record === null)
      terminal.err(terminal.paint.yellow(`${printable(file)}:${index + 1} is no record of a write: left out`));
    else records.push(record);
  }
  const found = records.filter((record) => record.run === run);
  if (found.length > 0) return found;
  const known = [...new Set(records.map((record) => record.run))];
  throw usageError("RUN", run, `${file} has no such run`, known.slice(-RUNS_NAMED).reverse());
}
