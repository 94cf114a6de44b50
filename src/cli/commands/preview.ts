import { type CommandContext, dependencies, projectName } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { type CommonOptions, usageError } from "../../app/options.ts";
import { textsIn } from "../../domain/texts/texts.ts";
import { draftAgenda, nextToMake } from "../../reconcile/model/draft.ts";
import { readObjectives } from "../../reconcile/observe/objectives.ts";
import { readTemplateFor } from "../../reconcile/observe/templates.ts";
import { planOnly } from "../../reconcile/reconcile.ts";
import { forEachProject } from "./each-project.ts";
import { seriesOf } from "./series-of.ts";

export interface PreviewOptions extends CommonOptions {
  /** A file for a page to look at, `-` for standard output; null prints Markdown. */
  readonly html: string | null;
  /** Writes over a file that no preview made. */
  readonly force: boolean;
}

function refuseMixed({ html, force, json, project }: PreviewOptions): void {
  if (html === null && force) throw usageError("--force", null, "is for --html", ["--html FILE --force"]);
  if (html === "") throw usageError("--html", html, "names no file", ["agenda.html", "-"]);
  if (html === null) return;
  if (project.length > 1)
    throw usageError("--html", html, "would be the page of every project named", ["one --project with --html"]);
  if (html === "-" && json)
    throw usageError("--html", html, "and --json would be printed in one", ["--html FILE --json"]);
}

/** `cadence preview SERIES`: the next agenda of a series as Markdown or as a page, as it would be written now. Writes nothing in GitLab. */
export async function previewCommand(
  series: string,
  options: PreviewOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const { html } = options;
  refuseMixed(options);
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
    const objectives = await readObjectives(gitlab, state.snapshot.configuration, [template]);
    const agenda = draftAgenda(state, wanted, next, template, { ...details, objectives });
    if (!options.json && !options.quiet) {
      terminal.err(terminal.paint.dim(`${agenda.title}  (due ${agenda.dueDate}, template from ${template.source})`));
      for (const warning of agenda.warnings) terminal.err(terminal.paint.yellow(warning));
    }
    if (html !== null) {
      const { configuration, own, labelled } = state.snapshot;
      const [{ renderPreviewPage }, { writePage }] = await Promise.all([
        import("../output/preview-page.ts"),
        import("../output/write-page.ts"),
      ]);
      const project = await projectName(gitlab, [...own, ...labelled], context.environment);
      const page = renderPreviewPage(agenda, {
        language: configuration.language,
        project,
        issues: `${gitlab.url}/${project}/-/issues`,
        due: textsIn(configuration.language).format.day(agenda.dueDate),
      });
      if (html === "-") terminal.out(page.trimEnd());
      else await writePage(html, page, options.force);
      if (html !== "-" && !options.json && !options.quiet) terminal.out(`The page is in ${html}.`);
    } else if (!options.json) terminal.out(agenda.description.trimEnd());
    return { exitCode: EXIT.done, document: { project: gitlab.projectRef, series, occurrence: next, agenda } };
  });
}
