import { formatDay, formatOccurrence } from "../schedule/format.ts";
import type { PlainDate } from "../schedule/types.ts";
import type { TemplateVariables } from "../template/render.ts";
import { makeInlineInert, makeNameInert } from "../text-safety/index.ts";
import type { Content } from "./content.ts";
import { issuesUrl, readLinks } from "./links.ts";
import { renderList, renderPieces } from "./pieces.ts";
import type { FollowUpInput } from "./types.ts";

/** A follow-up is succinct (handbook A72): characters of the recap, and of each list. */
const RECAP_LENGTH = 4_000;
const LIST_LENGTH = 4_000;

const quiet = { mentions: "quiet" } as const;

function names(people: readonly string[]): string {
  return people.map((name) => makeInlineInert(name, quiet)).join(", ");
}

/**
 * The allow-list of values a follow-up's template sees (law 4): nothing of the environment, everything inert, nobody
 * notified. Participants are told by a comment.
 *
 * @param actionItems the tables as Markdown, or the empty string
 */
export function followUpVariables(
  input: FollowUpInput,
  content: Content,
  due: PlainDate,
  actionItems: string,
): TemplateVariables {
  const { agenda, sides, next, home, issueTitles } = input;
  const links = readLinks(content.lines, { agenda: agenda.iid, home, issueTitles });
  return {
    customer: makeNameInert(sides.customer),
    series: input.series,
    date: agenda.date,
    day: formatDay(agenda.date),
    agenda: `#${agenda.iid}`,
    agenda_url: home === null ? "" : `${issuesUrl(home)}/${agenda.iid}`,
    csm: input.csm === null ? "" : makeInlineInert(input.csm, quiet),
    account_team: names(sides.accountTeam),
    attendees: names(sides.attendees),
    recap: renderPieces(content.recap, { agenda: agenda.iid, home, length: RECAP_LENGTH }),
    decisions: renderList(content.decisions, { agenda: agenda.iid, home, length: LIST_LENGTH }),
    questions: renderList(content.questions, { agenda: agenda.iid, home, length: LIST_LENGTH }),
    links: renderList(links, { agenda: agenda.iid, home, length: Number.POSITIVE_INFINITY }),
    action_items: actionItems,
    due,
    due_day: formatDay(due),
    next_call: next === null ? "" : formatOccurrence(next, input.timeZone).local,
    next_agenda: input.nextAgenda === null ? "" : `#${input.nextAgenda}`,
  };
}
