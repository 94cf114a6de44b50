import { ConfigError } from "../../domain/errors.ts";
import { nearestWord } from "../../domain/schedule/nearest-word.ts";
import { draftAgenda, nextToMake } from "../../reconcile/draft.ts";
import { readTemplateFor } from "../../reconcile/observe.ts";
import { observeProject } from "../../reconcile/reconcile.ts";
import type { ProjectState, SeriesState } from "../../reconcile/types.ts";
import { CONFIGURATION_PATH, type CommandContext, dependencies } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { CommonOptions } from "../options.ts";
import { forEachProject } from "./each-project.ts";

function seriesOf(state: ProjectState, id: string, file: string): SeriesState {
  const found = state.series.find((series) => series.meeting.id === id);
  if (found !== undefined) return found;
  const allowed = state.series.map((series) => series.meeting.id);
  throw new ConfigError(`no meeting series "${id}"`, [
    {
      file,
      line: null,
      column: null,
      key: "meetings",
      found: id,
      problem: "there is no such meeting series",
      allowed,
      nearest: nearestWord(id, allowed),
    },
  ]);
}

/** `cadence preview SERIES`: the next agenda of a series as Markdown, as it would be written now. Writes nothing. */
export async function previewCommand(
  series: string,
  options: CommonOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  return forEachProject(options, context, async (gitlab) => {
    const deps = dependencies(gitlab, options, context);
    const state = await observeProject(deps);
    const wanted = seriesOf(state, series, options.config ?? CONFIGURATION_PATH);
    const next = nextToMake(wanted);
    if (next === null) {
      terminal.err(`${series} has no next call: the series has ended or is paused.`);
      return { exitCode: EXIT.failed, document: { project: gitlab.projectRef, series, agenda: null } };
    }
    const template = await readTemplateFor(gitlab, state, wanted, deps.shippedTemplate);
    const agenda = draftAgenda(state, wanted, next, template);
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
