import { type CommandContext, dependencies, projectName } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import type { PlanOptions } from "../../app/options.ts";
import { callProposals } from "../../check/people.ts";
import { planOnly } from "../../reconcile/reconcile.ts";
import { errorText } from "../output/error-text.ts";
import { planDocument } from "../output/plan-document.ts";
import { planHints, proposedLines } from "../output/plan-hints.ts";
import { hasNews, planLines, planSummary } from "../output/plan-text.ts";
import { forEachProject } from "./each-project.ts";

/** `cadence plan`: what a run would do and why. Writes nothing. */
export async function planCommand(options: PlanOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  return forEachProject(options, context, async (gitlab) => {
    const { state, plan } = await planOnly({
      ...dependencies(gitlab, options, context),
      ...(options.only === null ? {} : { parts: options.only }),
    });
    const { configuration, own, labelled } = state.snapshot;
    const project = await projectName(gitlab, [...own, ...labelled], context.environment);
    if (!options.json && (!options.quiet || hasNews(plan))) {
      const head = { customer: configuration.customer, project, timeZone: configuration.timeZone };
      const lines = [
        ...planLines(head, plan, terminal.paint, options.quiet),
        "",
        planSummary(plan, gitlab.requests, terminal.paint, options, context.commandName),
        ...planHints(plan, terminal.paint, context.commandName),
        ...proposedLines(callProposals(state), terminal.paint),
      ];
      terminal.out(lines.join("\n"));
    }
    for (const problem of plan.problems) terminal.err(errorText(problem, terminal.paint, context.color));
    return {
      exitCode: plan.problems.length === 0 ? EXIT.done : EXIT.usage,
      document: planDocument(project, configuration.customer, plan, gitlab.requests, null),
    };
  });
}
