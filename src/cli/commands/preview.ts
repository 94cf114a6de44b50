import { type CommandContext, dependencies } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import type { CommonOptions } from "../../app/options.ts";
import { draftAgenda, nextToMake } from "../../reconcile/model/draft.ts";
import { readTemplateFor } from "../../reconcile/observe/templates.ts";
import { planOnly } from "../../reconcile/reconcile.ts";
import { forEachProject } from "./each-project.ts";
import { seriesOf } from "./series-of.ts";

/** `cadence preview SERIES`: the next agenda of a series as Markdown, as it would be written now. Writes nothing. */
export async function previewCommand(
  series: string,
  options: CommonOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  return forEachProject(options, context, async (gitlab) => {
    const deps = dependencies(gitlab, options, context);
    const { state, details } = await planOnly(deps);
    const wanted = seriesOf(state, series);
    const next = nextToMake(wanted);
    if (next === null) {
      terminal.err(`${series} has no next call: the series has ended or is paused.`);
      return { exitCode: EXIT.done, document: { project: gitlab.projectRef, series, agenda: null } };
    }
    const template = await readTemplateFor(gitlab, state, wanted, wanted.meeting.template, deps.shippedTemplate);
    const agenda = draftAgenda(state, wanted, next, template, details);
    if (!options.json) {
      if (!options.quiet) {
        terminal.err(terminal.paint.dim(`${agenda.title}  (due ${agenda.dueDate}, template from ${template.source})`));
        for (const warning of agenda.warnings) terminal.err(terminal.paint.yellow(warning));
      }
      terminal.out(agenda.description.trimEnd());
    }
    return { exitCode: EXIT.done, document: { project: gitlab.projectRef, series, occurrence: next, agenda } };
  });
}
