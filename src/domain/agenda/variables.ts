import { renderSessionFeedback } from "../meeting-types/feedback.ts";
import { renderSteps } from "../meeting-types/steps.ts";
import { leftTopics } from "../minutes/left-topics.ts";
import { linesOfTemplate } from "../minutes/template-lines.ts";
import type { CustomerProfile } from "../profile/types.ts";
import { formatOccurrence, formatOnClock } from "../schedule/format.ts";
import { recurrenceOn } from "../schedule/rule-dates.ts";
import { callVariables } from "../template/call-variables.ts";
import { checkTemplate, type TemplateProblem } from "../template/check.ts";
import { inertVariables } from "../template/own-variables.ts";
import type { TemplateValue, TemplateVariables } from "../template/values.ts";
import { exampleVariables, type VariableIn } from "../template/variable-table.ts";
import { makeInlineInert } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
import { frequencyWord } from "./frequency.ts";
import type { AgendaInput } from "./types.ts";

function durationWords(minutes: number, { titles }: Texts): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours === 0 ? [] : [titles.hours({ count: hours })]),
    ...(hours > 0 && rest === 0 ? [] : [titles.minutes({ count: rest })]),
  ];
  return parts.join(" ");
}

/** The topics that the last call did not come to, each as Markdown on one line. */
export function topicsLeft({
  held = null,
  template,
  sides,
  variables,
  project = null,
}: AgendaInput): readonly string[] {
  if (held === null) return [];
  return leftTopics(held, linesOfTemplate(template, { ...variables, customer: sides.customer }), project);
}

/** When the call begins on the customer's clock; the empty string where that is the same, or nobody said. */
function timeOfCustomer({ occurrence, rules, texts, customerTimeZone = null }: AgendaInput): string {
  const isSame = customerTimeZone === null || customerTimeZone === rules.schedule.timeZone;
  return isSame ? "" : formatOnClock(occurrence, customerTimeZone, texts.format.day);
}

/** What is to be prepared for a call of its type, as action items; the empty string for nothing. */
function preparationOf({ type = null, occurrence, today, texts }: AgendaInput, owner: string): string {
  return type === null ? "" : renderSteps({ type, date: occurrence.date, today, owner, texts });
}

/** The counts of other calls in a sentence with their day; the empty string where there is nothing to tell. */
function rollUpWords({ rollUp = null, today, texts }: AgendaInput): string {
  if (rollUp === null || rollUp.open + rollUp.done === 0) return "";
  const { agenda, meetingTypes, format } = texts;
  const done = rollUp.isFirst ? meetingTypes.doneSoFar : meetingTypes.doneSinceCheckIn;
  const counts = [
    rollUp.open === 0 ? agenda.noneOpen : agenda.open({ count: rollUp.open }),
    ...(rollUp.overdue === 0 ? [] : [agenda.overdue({ count: rollUp.overdue })]),
    ...(rollUp.done === 0 ? [] : [done({ count: rollUp.done })]),
  ];
  return meetingTypes.rollUp({ day: format.day(today), counts: counts.join(", ") });
}

/** What kind of customer it is, as conditions; none holds where the file does not say. */
function profileVariables(profile: CustomerProfile | null) {
  return {
    is_new_customer: profile?.customer === "new",
    is_existing_customer: profile?.customer === "existing",
    is_self_managed: profile?.deployment === "self-managed",
    is_gitlab_com: profile?.deployment === "gitlab.com",
    is_dedicated: profile?.deployment === "dedicated",
  };
}

/**
 * The values that an agenda's template sees besides those of every call.
 *
 * @param actionItems the carried items as Markdown, or the empty string
 */
export function agendaVariables(input: AgendaInput, actionItems: string) {
  const { occurrence, following: next, previous, rules, people } = input;
  const { series, date } = occurrence;
  const { timeZone } = rules.schedule;
  const { day } = input.texts.format;
  const words = formatOccurrence(occurrence, timeZone, day);
  const customerTime = timeOfCustomer(input);
  const noteTaker = people?.noteTaker ?? null;
  const nameOf = (person: string): string => makeInlineInert(person, { mentions: input.mentions.attendees });
  const call = { ...input, series, date, next, timeZone, mentions: input.mentions.attendees };
  const { names, variables } = callVariables(call, actionItems);
  return {
    ...inertVariables(input.variables ?? {}, input.project ?? null),
    ...variables,
    frequency: frequencyWord(recurrenceOn(rules.schedule, occurrence.id).rrule, input.texts),
    time: words.time,
    end_time: words.endTime,
    time_zone: timeZone,
    when: words.span,
    customer_time: customerTime,
    other_time: customerTime === "" && timeZone !== "UTC" ? words.utc : customerTime,
    join_url: rules.joinUrl ?? "",
    time_utc: words.utc,
    duration: durationWords(rules.schedule.durationMinutes, input.texts),
    account_team_list: names.accountTeam.map((name) => ({ name })),
    attendees_list: names.attendees.map((name) => ({ name })),
    guests: (people?.guests ?? []).map(nameOf).join(", "),
    note_taker: noteTaker === null ? "" : nameOf(noteTaker),
    previous_agenda: previous === null ? "" : `#${previous.iid}`,
    previous_day: previous === null ? "" : day(previous.date),
    topics_left: topicsLeft(input)
      .map((topic) => `- ${topic}`)
      .join("\n"),
    topics_suggested: "",
    preparation_steps: preparationOf(input, variables.csm),
    session_feedback: renderSessionFeedback(input.type ?? null, variables.csm, input.texts),
    cadence_summary: rollUpWords(input),
    is_mini_review: input.isMiniReview ?? false,
    ...profileVariables(input.profile ?? null),
    objectives: "",
    summary: "",
    to_decide: "",
    overdue_items: "",
    done_since: "",
    done_count: "",
    done: "",
  } satisfies Readonly<Record<VariableIn<"agenda">, TemplateValue>>;
}

/**
 * Returns what keeps a title from being filled in, whatever the call: unknown variables, sections left open.
 *
 * @param own variables of the project's own
 */
export function checkTitle(title: string, own: TemplateVariables): readonly TemplateProblem[] {
  return checkTemplate(title, { ...own, ...exampleVariables("agenda") });
}
