import { readFileSync, statSync } from "node:fs";
import * as z from "zod/mini";
import { RunRecord } from "../audit/record.ts";
import { printable } from "../domain/text/printable.ts";
import { isForeign } from "./is-foreign.ts";
import { AUDIT_FILE, usageError } from "./options.ts";
import type { Terminal } from "./terminal.ts";

const RUNS_NAMED = 5;

function parseLine(line: string): RunRecord | null {
  try {
    const read = z.safeParse(RunRecord, JSON.parse(line));
    return read.success ? read.data : null;
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
