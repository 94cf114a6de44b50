import type { BoxState } from "../markdown/types.ts";
import type { Content } from "../minutes/content.ts";
import { issuesUrl, type LinkFacts, readLinks } from "../minutes/links.ts";
import { renderBoxes, renderList, renderPlainBlocks } from "../minutes/plain-blocks.ts";
import { callVariables } from "../template/call-variables.ts";
import { inertVariables } from "../template/own-variables.ts";
import type { TemplateValue } from "../template/values.ts";
import type { VariableIn } from "../template/variable-table.ts";
import { dayNear } from "../texts/formats.ts";
import type { PlainDate } from "../time/types.ts";
import { nextUpdateIn } from "./next-update.ts";
import { hasOpen } from "./tables.ts";
import type { FollowUpInput, FollowUpItem } from "./types.ts";

/** A follow-up is succinct (handbook A72): characters of the recap, and of each list. */
const RECAP_LENGTH = 4_000;
const LIST_LENGTH = 4_000;

/** What is known of the issues that the links of an agenda may stand for. */
export function linkFacts({ agenda, project, issueTitles }: FollowUpInput): LinkFacts {
  return { agenda: agenda.iid, project, issueTitles };
}

/** The questions that are open, each with a box: the next agenda takes them over as it does action items. */
export function openQuestions({ agenda, project }: FollowUpInput, content: Content): string {
  return renderBoxes(content.questions, { agenda: agenda.iid, project, length: LIST_LENGTH });
}

function isOverdue({ state, due, children }: FollowUpItem, today: PlainDate): boolean {
  return (state === "open" && due !== null && due < today) || children.some((child) => isOverdue(child, today));
}

/** How the items of the call stand on the day that this is written; the empty string without any. */
function summaryOf({ items, today, agenda, texts }: FollowUpInput): string {
  const { followUp, format } = texts;
  if (items.length === 0) return "";
  // As the tables show them: one line each, with what stands in it.
  const open = items.filter(hasOpen);
  const count = (state: BoxState): number => items.filter((item) => !hasOpen(item) && item.state === state).length;
  const overdue = open.filter((item) => isOverdue(item, today)).length;
  const ownerless = open.filter(({ owner }) => owner === null).length;
  const urgent = [
    open.length === 0 ? followUp.noneOpen : followUp.open({ count: open.length }),
    ...(overdue === 0 ? [] : [followUp.overdue({ count: overdue })]),
  ];
  const others = [
    ...(ownerless === 0 ? [] : [followUp.withoutOwner({ count: ownerless })]),
    ...(count("done") === 0 ? [] : [followUp.done({ count: count("done") })]),
    ...(count("inapplicable") === 0 ? [] : [followUp.dropped({ count: count("inapplicable") })]),
  ];
  const counts = [`**${urgent.join(", ")}**`, ...others].join(", ");
  return followUp.onDay({ day: dayNear(format, today, agenda.date), counts });
}

/**
 * The values that a follow-up's template sees besides those of every call. Nobody is notified: participants are told by a
 * comment.
 *
 * @param actionItems the tables as Markdown, or the empty string
 */
export function followUpVariables(input: FollowUpInput, content: Content, due: PlainDate, actionItems: string) {
  const { agenda, project } = input;
  const nextUpdate = nextUpdateIn(content.recap, agenda.date);
  const links = readLinks(content.lines, linkFacts(input));
  return {
    ...inertVariables(input.variables ?? {}, project),
    ...callVariables({ ...input, date: agenda.date, mentions: "quiet" }, actionItems).variables,
    summary: summaryOf(input),
    agenda: `#${agenda.iid}`,
    agenda_url: project === null ? "" : `${issuesUrl(project)}/${agenda.iid}`,
    recap: renderPlainBlocks(content.recap, { agenda: agenda.iid, project, length: RECAP_LENGTH }),
    decisions: renderList(content.decisions, { agenda: agenda.iid, project, length: LIST_LENGTH }),
    questions: openQuestions(input, content),
    answers: renderList(content.answers, { agenda: agenda.iid, project, length: LIST_LENGTH }),
    links: renderList(links, { agenda: agenda.iid, project, length: Number.POSITIVE_INFINITY }),
    due,
    due_day: input.texts.format.day(due),
    next_update: nextUpdate === null ? "" : input.texts.format.day(nextUpdate),
    next_agenda: input.nextAgenda === null ? "" : `#${input.nextAgenda}`,
  } satisfies Readonly<Record<VariableIn<"follow-up">, TemplateValue>>;
}
