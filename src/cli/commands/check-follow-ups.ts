import type { Finding } from "../../check/project.ts";
import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import { NO_EVIDENCE } from "../../domain/action-items/timeline/resolution.ts";
import { followItems } from "../../domain/action-items/timeline/timelines.ts";
import type { AgendaTemplate } from "../../domain/agenda/types.ts";
import { asIssueIid, asProjectId } from "../../domain/ids.ts";
import type { Issue, Label } from "../../gitlab/port.ts";
import { SHIPPED } from "../../reconcile/model/template-source.ts";
import type { ProjectState, SeriesAgenda, SeriesState } from "../../reconcile/model/types.ts";
import { readTemplateFor } from "../../reconcile/observe/templates.ts";
import { draftFollowUp } from "../../reconcile/plan/follow-up-draft.ts";
import type { ReconcileDependencies } from "../../reconcile/reconcile.ts";

const EPOCH = "1970-01-01T00:00:00Z";

/** An agenda to try a template on, where the series has none yet. */
function pretendAgenda(date: string): SeriesAgenda {
  const nobody = { id: 0, username: "", name: "" };
  const issue: Issue = {
    iid: asIssueIid(1),
    projectId: asProjectId(0),
    title: "",
    description: "",
    state: "closed",
    labels: [],
    author: nobody,
    assignees: [],
    dueDate: date,
    confidential: false,
    createdAt: EPOCH,
    updatedAt: EPOCH,
    closedAt: null,
    closedById: null,
    webUrl: "",
    reference: null,
    commentCount: 0,
  };
  return {
    issue,
    occurrence: null,
    date,
    byBot: false,
    canonical: true,
    stands: true,
    madeFor: null,
    writtenFor: null,
    adopted: null,
    start: null,
    held: true,
    beforeBot: false,
  };
}

/** The template of a series' follow-ups: it can be read, and gives a follow-up. Its text goes to `used`. Throws a `ConfigError` as a run would. */
export async function checkFollowUpTemplate(
  deps: ReconcileDependencies,
  state: ProjectState,
  series: SeriesState,
  used: string[],
): Promise<readonly Finding[]> {
  const { id, followUp } = series.meeting;
  if (followUp.when === "off") return [];
  const template = await readTemplateFor(deps.gitlab, state, series, followUp.template, deps.shippedTemplate);
  used.push(template.text);
  const subject = `template ${template.name}`;
  const { at } = state.snapshot;
  const agenda = series.agendas.at(-1) ?? pretendAgenda(state.today);
  const items = followItems({ agendas: [], identified: [] }, NO_EVIDENCE);
  const { warnings } = draftFollowUp(state, series, agenda, at, template, items).followUp;
  return [
    { status: "ok", subject, text: `from ${template.source}, used by the follow-ups of ${id}`, remedy: "" },
    ...promises(template, subject),
    ...warnings.map(
      (text): Finding => ({ status: "warning", subject, text, remedy: "change that line of the template" }),
    ),
  ];
}

/** Lines that name the day by which a follow-up is to be sent: readers take it for a promise that nobody gave. */
function promises({ text, source }: AgendaTemplate, subject: string): readonly Finding[] {
  if (source === SHIPPED) return [];
  return text.split("\n").flatMap((line, index): readonly Finding[] => {
    if (!/\{\{\{?\s*due(?:_day)?\s*\}/.test(line)) return [];
    const said = `line ${index + 1} names the day by which the follow-up is to be sent, which readers take for a promise`;
    const remedy =
      "take the line out, or write {{#next_update}}{{next_update}}{{/next_update}} in it: the day that the recap names";
    return [{ status: "warning", subject, text: said, remedy }];
  });
}

/** The labels of follow-ups and of states: one that is missing is made when it is needed, in the case it is written in. */
export function checkStateLabels(configuration: ProjectConfiguration, labels: readonly Label[]): readonly Finding[] {
  const { followUpLabel, stateLabels } = configuration;
  const wanted = new Set([followUpLabel, ...Object.values(stateLabels).map((label) => label.name)]);
  return [...wanted].map((name): Finding => {
    if (labels.some((label) => label.name === name))
      return { status: "ok", subject: "label", text: `"${name}" exists`, remedy: "" };
    const other = labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
    if (other === undefined) {
      return { status: "ok", subject: "label", text: `"${name}" is created when it is needed`, remedy: "" };
    }
    return {
      status: "problem",
      subject: "label",
      text: `"${name}" is written "${other.name}" in the project`,
      remedy: `write "${other.name}" in the configuration, or rename the label`,
    };
  });
}
