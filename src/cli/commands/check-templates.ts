import { checkSections, type Finding } from "../../check/project.ts";
import { checkUnusedVariables } from "../../check/variables.ts";
import { type ConfigError, isConfigError } from "../../domain/errors.ts";
import { parseMarkdown } from "../../domain/markdown/parse.ts";
import { draftAgenda, nextToMake } from "../../reconcile/model/draft.ts";
import type { ProjectState, SeriesState } from "../../reconcile/model/types.ts";
import { readTemplateFor } from "../../reconcile/observe/templates.ts";
import type { ReconcileDependencies } from "../../reconcile/reconcile.ts";
import { checkFollowUpTemplate } from "./check-follow-ups.ts";

/** What templates are like, and what is wrong with each of them that a run would stop at. */
export interface CheckedTemplates {
  readonly findings: readonly Finding[];
  readonly errors: readonly ConfigError[];
}

/** The templates of all series: one that is wrong hides nothing of the others. */
export async function checkTemplates(deps: ReconcileDependencies, state: ProjectState): Promise<CheckedTemplates> {
  const findings: Finding[] = [];
  const errors = new Map<string, ConfigError>();
  const used: string[] = [];
  const look = async (find: () => Promise<readonly Finding[]>): Promise<void> => {
    try {
      for (const finding of await find()) findings.push(finding);
    } catch (error) {
      if (!isConfigError(error)) throw error;
      // Series that share a template share what is wrong with it.
      errors.set(JSON.stringify([error.message, error.problems]), error);
    }
  };
  for (const series of state.series) {
    await look(() => checkAgendaTemplate(deps, state, series, used));
    await look(() => checkFollowUpTemplate(deps, state, series, used));
  }
  // What a template that cannot be read uses is not known.
  if (errors.size === 0) await look(async () => checkUnusedVariables(state.snapshot.configuration, used));
  return { findings, errors: [...errors.values()] };
}

async function checkAgendaTemplate(
  deps: ReconcileDependencies,
  state: ProjectState,
  series: SeriesState,
  used: string[],
): Promise<readonly Finding[]> {
  const { meeting, agendas } = series;
  const next = nextToMake(series);
  const template = await readTemplateFor(deps.gitlab, state, series, meeting.template, deps.shippedTemplate);
  const subject = `template ${template.name}`;
  used.push(template.text);
  const found: Finding = { status: "ok", subject, text: `from ${template.source}, used by ${meeting.id}`, remedy: "" };
  if (next === null) return [found];
  const draft = draftAgenda(state, series, next, template);
  const texts = [draft.description, ...agendas.map((agenda) => agenda.issue.description)];
  const warnings = draft.warnings.map(
    (text): Finding => ({ status: "warning", subject, text, remedy: "change that line of the template" }),
  );
  return [found, ...warnings, ...checkSections(meeting, texts.map(parseMarkdown))];
}
