import { formatDay } from "../schedule/format.ts";
import { callVariables } from "../template/call-variables.ts";
import type { TemplateVariables } from "../template/render.ts";
import type { PlainDate } from "../time/types.ts";
import type { Content } from "./content.ts";
import { issuesUrl, readLinks } from "./links.ts";
import { nextUpdateIn } from "./next-update.ts";
import { renderList, renderPlainBlocks } from "./plain-blocks.ts";
import type { FollowUpInput } from "./types.ts";

/** A follow-up is succinct (handbook A72): characters of the recap, and of each list. */
const RECAP_LENGTH = 4_000;
const LIST_LENGTH = 4_000;

/**
 * The values that a follow-up's template sees besides those of every call. Nobody is notified: participants are told by a
 * comment.
 *
 * @param actionItems the tables as Markdown, or the empty string
 */
export function followUpVariables(
  input: FollowUpInput,
  content: Content,
  due: PlainDate,
  actionItems: string,
): TemplateVariables {
  const { agenda, project, issueTitles } = input;
  const nextUpdate = nextUpdateIn(content.recap, agenda.date);
  const links = readLinks(content.lines, { agenda: agenda.iid, project, issueTitles });
  return {
    ...callVariables({ ...input, date: agenda.date, mentions: "quiet" }, actionItems).variables,
    agenda: `#${agenda.iid}`,
    agenda_url: project === null ? "" : `${issuesUrl(project)}/${agenda.iid}`,
    recap: renderPlainBlocks(content.recap, { agenda: agenda.iid, project, length: RECAP_LENGTH }),
    decisions: renderList(content.decisions, { agenda: agenda.iid, project, length: LIST_LENGTH }),
    questions: renderList(content.questions, { agenda: agenda.iid, project, length: LIST_LENGTH }),
    links: renderList(links, { agenda: agenda.iid, project, length: Number.POSITIVE_INFINITY }),
    due,
    due_day: formatDay(due),
    next_update: nextUpdate === null ? "" : formatDay(nextUpdate),
    next_agenda: input.nextAgenda === null ? "" : `#${input.nextAgenda}`,
  };
}
