import type { Applied } from "../../reconcile/apply.ts";
import { reconcile } from "../../reconcile/reconcile.ts";
import { type CommandContext, dependencies, projectName } from "../context.ts";
import { combineExitCodes, EXIT, type ExitCode } from "../exit-codes.ts";
import type { CommonOptions } from "../options.ts";
import { errorText } from "../output/error-text.ts";
import { planDocument } from "../output/plan-document.ts";
import { hasNews, planLines } from "../output/plan-text.ts";
import { runResultLine, runSummary } from "../output/run-text.ts";
import { forEachProject } from "./each-project.ts";

function exitCodeOf(applied: readonly Applied[]): ExitCode {
  return combineExitCodes(applied.map((one) => (one.outcome === "failed" ? EXIT.failed : EXIT.done)));
}

/** `cadence run`: observe, plan, apply. Safe to repeat at any time. */
export async function runCommand(options: CommonOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  const { paint } = terminal;
  return forEachProject(options, context, async (gitlab) => {
    const { state, plan, applied } = await reconcile(dependencies(gitlab, options, context));
    const { configuration, own, labelled } = state.snapshot;
    const project = await projectName(gitlab, [...own, ...labelled], context.environment);
    if (!options.json && (!options.quiet || hasNews(plan))) {
      const head = { customer: configuration.customer, project, timeZone: configuration.timeZone };
      const results = applied.map((one) => runResultLine(one, paint));
      const lines = [
        ...planLines(head, plan, paint, options.quiet),
        ...(results.length === 0 ? [] : ["", ...results]),
        "",
      ];
      terminal.out([...lines, runSummary(applied, gitlab.requests)].join("\n"));
    }
    const failures = new Set(applied.flatMap((one) => (one.error === null ? [] : [one.error])));
    for (const error of failures) terminal.err(errorText(error, paint, context.color));
    const document = planDocument(project, configuration.customer, plan, gitlab.requests, applied);
    return { exitCode: exitCodeOf(applied), document };
  });
}
