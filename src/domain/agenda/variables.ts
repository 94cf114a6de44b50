import { formatDay, formatOccurrence } from "../schedule/format.ts";
import type { TemplateVariables } from "../template/render.ts";
import { makeInlineInert, makeNameInert } from "../text-safety/index.ts";
import { frequencyWord } from "./frequency.ts";
import type { AgendaInput } from "./types.ts";

function people(names: readonly string[], mentions: "quiet" | "notify"): readonly { readonly name: string }[] {
  return names.map((name) => ({ name: makeInlineInert(name, { mentions }) }));
}

function durationWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} minutes`;
  const inHours = hours === 1 ? "1 hour" : `${hours} hours`;
  return rest === 0 ? inHours : `${inHours} ${rest} minutes`;
}

/**
 * The allow-list of values a template sees (law 4): nothing of the environment, everything inert.
 *
 * @param actionItems the carried items as Markdown, or the empty string
 */
export function agendaVariables(input: AgendaInput, actionItems: string): TemplateVariables {
  const { occurrence, following, previous, rules, sides, mentions } = input;
  const { timeZone } = rules.schedule;
  const words = formatOccurrence(occurrence, timeZone);
  const accountTeam = people(sides.accountTeam, mentions.attendees);
  const attendees = people(sides.attendees, mentions.attendees);
  return {
    customer: makeNameInert(sides.customer),
    series: occurrence.series,
    frequency: frequencyWord(rules.schedule.recurrence.rrule),
    date: occurrence.date,
    day: words.day,
    time: words.time,
    end_time: words.endTime,
    time_zone: timeZone,
    time_utc: words.utc,
    duration: durationWords(rules.schedule.durationMinutes),
    csm: input.csm === null ? "" : makeInlineInert(input.csm, { mentions: mentions.attendees }),
    account_team: accountTeam.map(({ name }) => name).join(", "),
    account_team_list: accountTeam,
    attendees: attendees.map(({ name }) => name).join(", "),
    attendees_list: attendees,
    previous_agenda: previous === null ? "" : `#${previous.iid}`,
    previous_day: previous === null ? "" : formatDay(previous.date),
    next_call: following === null ? "" : formatOccurrence(following, timeZone).local,
    action_items: actionItems,
  };
}
