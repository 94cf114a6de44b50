import { type CommandContext, openGitLab, projectsOf } from "../../app/context.ts";
import { combineExitCodes, EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { jsonText } from "../../app/json-text.ts";
import type { CommonOptions } from "../../app/options.ts";
import { isConfigError, isPermanentError } from "../../domain/errors.ts";
import type { GitLab } from "../../gitlab/port.ts";
import { errorDocument } from "../output/error-document.ts";
import { errorText } from "../output/error-text.ts";

/** What a command says about one project. */
export interface CommandOutcome {
  readonly exitCode: ExitCode;
  /** For `--json`. */
  readonly document: unknown;
}

/** Returns how a command ends that could not look at a project for this. */
export function exitCodeOf(error: Error): ExitCode {
  if (isConfigError(error)) return EXIT.usage;
  if (isPermanentError(error) && error.code === "CADENCE_NO_CONFIGURATION") return EXIT.usage;
  return EXIT.failed;
}

function summary(results: readonly CommandOutcome[]): string {
  const failed = results.filter((result) => result.exitCode !== EXIT.done).length;
  return failed === 0
    ? `All ${results.length} projects done.`
    : `${results.length - failed} of ${results.length} projects done, ${failed} with errors.`;
}

/**
 * Does the same for every project asked for. One that fails is reported and stops none of the others (law 8); the exit
 * code tells. With `--json` one document `{ projects: [...] }` is printed at the end.
 */
export async function forEachProject(
  options: CommonOptions,
  context: CommandContext,
  work: (gitlab: GitLab) => Promise<CommandOutcome>,
): Promise<ExitCode> {
  const { terminal } = context;
  const results = await resultsOf(projectsOf(options, context), options, context, work);
  if (results.length > 1 && !options.json && !options.quiet) terminal.out(`\n${summary(results)}`);
  if (options.json) terminal.out(jsonText({ projects: results.map((result) => result.document) }, 2));
  return combineExitCodes(results.map((result) => result.exitCode));
}

/** The same without the document; never throws what went wrong at a project. */
export async function resultsOf(
  projects: readonly string[],
  options: CommonOptions,
  context: CommandContext,
  work: (gitlab: GitLab) => Promise<CommandOutcome>,
): Promise<readonly CommandOutcome[]> {
  const { terminal } = context;
  const results: CommandOutcome[] = [];
  for (const project of projects) {
    try {
      results.push(await work(await openGitLab(project, options, context)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const text = errorText(error, terminal.paint, context.color);
      terminal.err(projects.length > 1 ? `${terminal.paint.bold(project)}\n${text}` : text);
      results.push({ exitCode: exitCodeOf(error), document: { project, error: errorDocument(error) } });
    }
  }
  return results;
}
