import { ACCOUNT_TEAM_HEADING, shownGroup } from "../action-items/read/group.ts";
import type { FollowUpInput } from "../follow-up/types.ts";
import type { Observer } from "../people/types.ts";
import { formatOccurrence } from "../schedule/format.ts";
import { makeInlineInert, makeNameInert } from "../text-safety/index.ts";
import type { PlainDate } from "../time/types.ts";
import { meetingName } from "./meeting-name.ts";
import type { TemplateValue } from "./values.ts";
import type { VariableIn } from "./variable-table.ts";

/** What templates of a call say about it, whichever issue is made of them. */
interface CallFacts
  extends Pick<FollowUpInput, "sides" | "csm" | "series" | "next" | "timeZone" | "texts" | "people" | "observed"> {
  readonly date: PlainDate;
  /** Whether people that it names are notified. */
  readonly mentions: "quiet" | "notify";
}

/**
 * Returns the allow-list of values that every template sees (law 4): nothing of the environment, everything inert.
 *
 * @param actionItems the action items as Markdown, or the empty string
 */
export function callVariables(call: CallFacts, actionItems: string) {
  const { sides, csm, next, mentions } = call;
  const { day } = call.texts.format;
  const nameOf = (person: string): string => makeInlineInert(person, { mentions });
  const { people = sides, observed = mentions } = call;
  const accountTeam = people.accountTeam.map(nameOf);
  const attendees = people.attendees.map(nameOf);
  return {
    names: { accountTeam, attendees },
    variables: {
      customer: makeNameInert(sides.customer),
      team_name: shownGroup(ACCOUNT_TEAM_HEADING, sides.teamName),
      series: meetingName(call.series),
      date: call.date,
      day: day(call.date),
      csm: csm === null ? "" : nameOf(csm),
      account_team: accountTeam.join(", "),
      attendees: attendees.join(", "),
      observers: (call.people?.observers ?? []).map((one) => observerWords(one, observed)).join(", "),
      next_call: next === null ? "" : formatOccurrence(next, call.timeZone, day).local,
      action_items: actionItems,
    } satisfies Partial<Record<VariableIn<"agenda"> & VariableIn<"follow-up">, TemplateValue>>,
  };
}

/** Somebody who watches, with what they are behind the name. */
function observerWords({ user, role }: Observer, mentions: CallFacts["mentions"]): string {
  const name = makeInlineInert(user, { mentions });
  return role === null ? name : `${name} (${makeInlineInert(role, { mentions: "quiet" })})`;
}
