import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import type { AgendaTemplate } from "../../domain/agenda/types.ts";
import type { GitLab, Issue } from "../../gitlab/port.ts";
import { inOrder } from "./read-all.ts";

/** A template that shows them: others cost no request. */
const SHOWS_OBJECTIVES = /\{\{[#^&{]?[ \t]{0,9}objectives[ \t]{0,9}\}/;

/**
 * Reads the issues with a label of `objectives`, one list a label since GitLab's labels of a list must all be there; nothing
 * where no template shows them.
 */
export async function readObjectives(
  gitlab: GitLab,
  { objectives }: Pick<ProjectConfiguration, "objectives">,
  templates: readonly AgendaTemplate[],
): Promise<readonly Issue[]> {
  if (!templates.some(({ text }) => SHOWS_OBJECTIVES.test(text))) return [];
  const lists = await inOrder(objectives, (label) => gitlab.listIssues({ labels: [label] }));
  return [...new Map(lists.flat().map((issue) => [issue.iid, issue])).values()];
}
