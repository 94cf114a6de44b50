import type { TemplateValue } from "./values.ts";

/** What a template's author is told of a variable. */
export interface TemplateVariable {
  /** The templates that see it. */
  readonly in: "agenda" | "follow-up" | "both";
  /** What it is, as Markdown. */
  readonly what: string;
  /** What it is for a call of Acme's, never empty. */
  readonly example: TemplateValue;
}

/**
 * All variables of templates, in the order in which the documentation lists them: it is made from this, titles are checked
 * against it, and no name of a project's own may stand here. One without a row does not compile.
 */
export const TEMPLATE_VARIABLES = {
  customer: { in: "both", what: "name of the customer", example: "Acme" },
  team_name: { in: "both", what: "what the account team is called (`team_name` of the file)", example: "GitLab" },
  series: { in: "both", what: "name of the meeting series, from its id (`cadence-call`)", example: "Cadence call" },
  frequency: { in: "agenda", what: "how often it meets, in a word", example: "Bi-weekly" },
  date: { in: "both", what: "day of the call", example: "2026-12-01" },
  day: { in: "both", what: "the same for people", example: "Tue 1 Dec 2026" },
  time: { in: "agenda", what: "when it begins, in the project's zone", example: "10:00" },
  end_time: { in: "agenda", what: "when it ends", example: "10:50" },
  time_zone: { in: "agenda", what: "the project's zone", example: "Europe/Berlin" },
  time_utc: { in: "agenda", what: "when it begins, in UTC", example: "09:00 UTC" },
  when: {
    in: "agenda",
    what: "day, time and place of its clock in one",
    example: "Tue 1 Dec 2026, 10:00–10:50 Berlin",
  },
  customer_time: {
    in: "agenda",
    what: "when it begins on the customer's clock (`customer_timezone`), with the day where it is another one there; or empty",
    example: "04:00 New York",
  },
  other_time: {
    in: "agenda",
    what: "the same, else when it begins in UTC; empty where that is the project's zone",
    example: "04:00 New York",
  },
  join_url: {
    in: "agenda",
    what: "the address at which people join (`join_url`), or empty",
    example: "https://example.zoom.us/j/123456789",
  },
  duration: { in: "agenda", what: "how long it takes", example: "50 minutes" },
  csm: { in: "both", what: "the CSM of the day, or empty", example: "@jane" },
  account_team: { in: "both", what: "the account team on one line", example: "@jane, @sam" },
  account_team_list: {
    in: "agenda",
    what: "the same as a list, each with `name`",
    example: [{ name: "@jane" }, { name: "@sam" }],
  },
  attendees: { in: "both", what: "the customer's side on one line", example: "@bob" },
  attendees_list: { in: "agenda", what: "the same as a list, each with `name`", example: [{ name: "@bob" }] },
  observers: {
    in: "both",
    what: "who watches (`observers`), on one line with what they are, or empty",
    example: "@ae (account executive)",
  },
  guests: { in: "agenda", what: "who comes to this call alone (`guests`), on one line, or empty", example: "@pm" },
  note_taker: { in: "agenda", what: "who takes the notes of this call (`note_taker`), or empty", example: "@sam" },
  previous_agenda: { in: "agenda", what: "the agenda before this one, or empty", example: "#12" },
  previous_day: { in: "agenda", what: "its day, or empty", example: "Tue 17 Nov 2026" },
  summary: {
    in: "both",
    what: "how many items are open, overdue, done, in an agenda to decide, in a follow-up without an owner and dropped, with the day that was counted on: nobody writes it again. Or empty",
    example: "On Thu 26 Nov: **2 open, 1 overdue**, 2 to decide, 1 done since the last call.",
  },
  to_decide: {
    in: "agenda",
    what: "a list of the items that were carried or are open for long (`carry`: `flag_after`, `flag_after_days`) and have no issue of their own, ten at most; or empty",
    example: "- @jane Ask Support about Geo <sub>#1 · 5th time · open since Tue 13 Jan</sub>",
  },
  overdue_items: {
    in: "agenda",
    what: "a list of the items that are overdue on the day the agenda is made, ten at most; or empty",
    example: "- @bob Upload the diagram, due 2026-11-20 <sub>#1 · overdue since Fri 20 Nov</sub>",
  },
  done_since: {
    in: "agenda",
    what: "a list of what of the last agenda and its follow-up is done, ten at most; or empty",
    example: "- Share the upgrade guide",
  },
  done_count: { in: "agenda", what: "how many these are, or empty", example: "2" },
  done: {
    in: "agenda",
    what: "what of the last agenda and its follow-up is done, counted (ticked, issues closed, questions answered) as of the day the agenda is made, and what; or empty",
    example: "On Thu 26 Nov 2026: 1 done since the last call.\n\n- Upload the diagram",
  },
  topics_suggested: {
    in: "agenda",
    what: "a list of questions to talk about, those of the handbook that fit this customer and topics of the file (`topics`); or empty",
    example: "- Have you restored from a backup lately?",
  },
  objectives: {
    in: "agenda",
    what: "issues of the project with a label of `objectives`, a list as of the day the agenda is made: the open ones with their age, and those closed since the last call; or empty",
    example:
      "As of Thu 26 Nov 2026: 1 open.\n\n- Move to one instance: https://gitlab.example/acme/-/issues/5 <sub>open since Mon 12 Jan 2026, 318 days</sub>",
  },
  topics_left: {
    in: "agenda",
    what: "list items below a heading for topics of the last agenda to which its call did not come, or empty: nothing stands below them, and recap, decisions and questions do not have their words. At most ten, only what people wrote, each once",
    example: "- Runner fleet",
  },
  preparation_steps: {
    in: "agenda",
    what: "what the CSM prepares for a call of this type, each an action item with its day; or empty",
    example: "- [ ] @jane Share what will be presented, due 2026-11-24",
  },
  session_feedback: {
    in: "agenda",
    what: "of a session the action item that asks for feedback on it: it goes to the cadence calls once the session was held; or empty",
    example: "- [ ] @jane Ask for feedback on the session: what helped, and what is missing",
  },
  cadence_summary: {
    in: "agenda",
    what: "of a check-in with leaders how many items of the cadence calls are open, overdue and done since the last check-in, with the day that was counted on; or empty",
    example: "Our regular calls, as of Tue 24 Mar 2026: 5 open, 1 overdue, 12 done since the last check-in.",
  },
  is_mini_review: {
    in: "agenda",
    what: "whether a short review is part of this call (`mini_review`), as a condition",
    example: true,
  },
  is_new_customer: {
    in: "agenda",
    what: "whether the `profile` has a new customer, as a condition; without a profile neither this nor the next one holds",
    example: true,
  },
  is_existing_customer: { in: "agenda", what: "whether it has an existing one", example: true },
  is_self_managed: {
    in: "agenda",
    what: "whether its `deployment` is `self-managed`; none of the three holds where the file does not say",
    example: true,
  },
  is_gitlab_com: { in: "agenda", what: "whether it is `gitlab.com`", example: true },
  is_dedicated: { in: "agenda", what: "whether it is `dedicated`", example: true },
  next_call: {
    in: "both",
    what: "the call after this one, or empty at the end of the series",
    example: "Tue 15 Dec 2026, 10:00 Berlin",
  },
  next_agenda: { in: "follow-up", what: "its agenda, or empty when it is not made yet", example: "#14" },
  action_items: {
    in: "both",
    what: "the action items, or empty: in an agenda those that are carried; in a follow-up a table with a line above each side, and a box, owner and due date for each item, what is done with in another one, folded, and what is noted without boxes",
    example: "- [ ] \\@bob book a room",
  },
  agenda: { in: "follow-up", what: "the agenda", example: "#13" },
  agenda_url: {
    in: "follow-up",
    what: "its address, or empty",
    example: "https://gitlab.example/acme/collaboration/-/issues/13",
  },
  recap: { in: "follow-up", what: "what was agreed, or empty", example: "We upgrade in two steps." },
  decisions: { in: "follow-up", what: "a list, or empty", example: "- Upgrade in two steps" },
  questions: {
    in: "follow-up",
    what: "a list of what is still to be answered, each with a box, or empty",
    example: "- [ ] Does it support LDAP?",
  },
  answers: {
    in: "follow-up",
    what: "a list of questions with what answers them below, or empty",
    example: "- When does 17.0 come?\n  - In May",
  },
  links: {
    in: "follow-up",
    what: "a list with whole addresses, or empty",
    example: "- Upgrade guide: https://docs.example/upgrade",
  },
  due: {
    in: "follow-up",
    what: "day by which the follow-up is to be sent; nothing that its readers need",
    example: "2026-12-02",
  },
  due_day: { in: "follow-up", what: "the same for people", example: "Wed 2 Dec 2026" },
  next_update: {
    in: "follow-up",
    what: "the day that the recap promises the next update for (`Next update: 2026-12-04`), or nothing",
    example: "Fri 4 Dec 2026",
  },
} as const satisfies Readonly<Record<string, TemplateVariable>>;

type Rows = typeof TEMPLATE_VARIABLES;

/** Names of the variables that a kind of template sees. */
export type VariableIn<Kind extends "agenda" | "follow-up"> = {
  [Name in keyof Rows]: Rows[Name]["in"] extends Kind | "both" ? Name : never;
}[keyof Rows];

/** Returns the variables of a kind of template with their examples. */
export function exampleVariables(kind: "agenda" | "follow-up"): Readonly<Record<string, TemplateValue>> {
  const rows = Object.entries<TemplateVariable>(TEMPLATE_VARIABLES).filter(
    ([, row]) => row.in === kind || row.in === "both",
  );
  return Object.fromEntries(rows.map(([name, { example }]) => [name, example]));
}
