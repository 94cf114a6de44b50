import { randomBytes } from "node:crypto";
import { appendFileSync, closeSync, fstatSync, openSync, readSync } from "node:fs";
import { auditGitLab } from "../audit/audited-client.ts";
import type { RunRecord, WriteRecord } from "../audit/record.ts";
import { parseEnvironment } from "../config/environment/environment.ts";
import { isSet } from "../config/environment/environment-part.ts";
import { PermanentError } from "../domain/errors.ts";
import type { GitLab } from "../gitlab/port.ts";
import { type CommandContext, instantNow, readText } from "./context.ts";
import { isForeign } from "./is-foreign.ts";
import { jsonText } from "./json-text.ts";
import { AUDIT_FILE, usageError } from "./options.ts";

/** On whose account the next writes are done. */
export type AuditAccount = Pick<RunRecord, "customer" | "action" | "reason">;

/** The notes of one run: every write, with what it takes to undo it. */
export interface AuditTrail {
  /** Id of the run. */
  readonly run: string;
  readonly file: string;
  /** Writes noted so far, failed ones not counted. */
  readonly writes: number;
  /** Throws when a note could not be taken: nothing more is to be written then. */
  check(): void;
  /** The same GitLab, its writes noted. */
  watch(gitlab: GitLab, account: () => AuditAccount): GitLab;
  /** Counts a write that another thread noted for this run. */
  noted(): void;
  close(): void;
}

/** An id that people can type, sort and tell the time from: `20261124T090000Z-4f2a9c`. */
function makeRunId(milliseconds: number): string {
  const instant = new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, "");
  return `${instant}-${randomBytes(3).toString("hex")}`;
}

/** The file a run notes its writes in: the one asked for, a file of its own in a CI job, else null for none. */
export function auditFileOf(asked: string | false | null, context: CommandContext): string | null {
  if (asked !== null) return asked === false ? null : asked;
  const { environment } = context;
  const inJob = isSet(environment["CI_PROJECT_DIR"]) || isSet(environment["CI_JOB_ID"]);
  return inJob && parseEnvironment(environment, readText).ci ? AUDIT_FILE : null;
}

/** Opens the notes of a run. Throws a `ConfigError` for a file that cannot be written, before anything is. */
export function openAuditTrail(file: string, context: CommandContext): AuditTrail {
  return trailOf(file, context, open(file));
}

/** Throws a `ConfigError` for a file that cannot be written, before anything is. */
export function checkAuditFile(file: string): void {
  closeSync(open(file));
}

/**
 * Notes writes in a thread: of a run begun elsewhere (`run`), or of one of its own; `onNoted` is told of each. The file is opened
 * with the first, so that one that was moved away (logrotate) is begun anew by the next.
 */
export function continueTrail(
  { file, run }: { readonly file: string; readonly run: string | null },
  context: Pick<CommandContext, "clock">,
  onNoted: () => void,
): AuditTrail {
  return trailOf(file, context, null, { run, onNoted });
}

interface Continued {
  readonly run: string | null;
  readonly onNoted: () => void;
}

function trailOf(
  file: string,
  context: Pick<CommandContext, "clock">,
  opened: number | null,
  { run: begun, onNoted }: Continued = { run: null, onNoted: () => undefined },
): AuditTrail {
  const run = begun ?? makeRunId(context.clock());
  let descriptor = opened;
  let writes = 0;
  let broken: PermanentError | null = null;
  const note = (record: WriteRecord, account: AuditAccount): void => {
    const { at, project, ...rest } = record;
    const line: RunRecord = { run, at, project, ...account, ...rest };
    if (record.outcome !== "failed") {
      writes += 1;
      onNoted();
    }
    try {
      descriptor ??= open(file);
      appendFileSync(descriptor, `${jsonText(line)}\n`);
    } catch (error) {
      broken = cannotNote(file, error);
      throw broken;
    }
  };
  return {
    run,
    file,
    get writes() {
      return writes;
    },
    check() {
      if (broken !== null) throw broken;
    },
    watch: (gitlab, account) =>
      auditGitLab(
        gitlab,
        (record) => note(record, account()),
        () => instantNow(context),
      ),
    noted() {
      writes += 1;
    },
    close() {
      if (descriptor !== null) closeSync(descriptor);
    },
  };
}

/** The text of issues is in it, so that nobody else may read it. */
function open(file: string): number {
  const descriptor = openOrRefuse(file);
  if (!isForeign(fstatSync(descriptor), process.getuid?.() ?? null)) return descriptor;
  closeSync(descriptor);
  const problem = "belongs to another user of this machine, who could read the text of issues there";
  throw usageError("--audit", file, problem, ["a file of your own, or one that is not there yet"]);
}

function openOrRefuse(file: string): number {
  try {
    const descriptor = openSync(file, "a+", 0o600);
    // A run that was killed may have left half a line: the next record is a line of its own.
    if (!endsInNewline(descriptor)) appendFileSync(descriptor, "\n");
    return descriptor;
  } catch (error) {
    const problem = `the audit file cannot be written (${codeOf(error)})`;
    throw usageError("--audit", file, problem, [
      "a file in a folder that exists",
      "--no-audit for run; serve notes nothing without --audit",
    ]);
  }
}

function endsInNewline(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() === "\n";
}

function cannotNote(file: string, error: unknown): PermanentError {
  return new PermanentError(
    `a write to GitLab could not be noted in ${file} (${codeOf(error)}): nothing more is written`,
    {
      code: "CADENCE_AUDIT",
      status: null,
      remedy: "make room for the file, or name another one with --audit; the next run goes on",
    },
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}
