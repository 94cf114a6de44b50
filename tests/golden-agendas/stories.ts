import { addDays, weekdayOf } from "../../src/domain/time/dates.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

/** A project with a file as people wrote it before `profile` and `calls`, and some weeks of its life. */
export interface GoldenStory {
  readonly name: string;
  readonly configuration: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly firstDay: string;
  readonly days: number;
}

const HEAD = `customer: Acme
timezone: Europe/Berlin
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
`;

const FORTNIGHTLY = `meetings:
  cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 }
`;

const AGENDA_TEMPLATE = `# {{customer}}, {{when}}

{{#account_team}}{{team_name}}: {{account_team}}{{/account_team}} · {{attendees}} · {{series}}

## Still open
{{#action_items}}
{{action_items}}
{{/action_items}}
{{^action_items}}
*Nothing is open.*
{{/action_items}}

{{#done_since}}
## Done
{{done_since}}
{{/done_since}}

## What we talk about
{{#topics_left}}
{{topics_left}}
{{/topics_left}}

## Next steps
`;

const FOLLOW_UP_TEMPLATE = `After the call of {{day}} ({{agenda}}){{#next_call}}, before that of {{next_call}}{{/next_call}}.

{{#recap}}
## Recap
{{recap}}
{{/recap}}

{{#action_items}}
## Tasks
{{action_items}}
{{/action_items}}

{{#questions}}
## Open
{{questions}}
{{/questions}}
`;

export const GOLDEN_STORIES: readonly GoldenStory[] = [
  { name: "defaults", configuration: `${HEAD}${FORTNIGHTLY}`, firstDay: "2026-01-08", days: 37 },
  {
    name: "follow-ups",
    configuration: `${HEAD}defaults:
  title: frequency
  labels: [calls]
  follow_up: { when: after-call, due: 3 business days, draft_for: none, close: never }
  carry: { flag_after: 1, flag_after_days: 10 }
reminders: { every: 3 days, at_most: 2 }
${FORTNIGHTLY}`,
    firstDay: "2026-01-08",
    days: 37,
  },
  {
    name: "only-with-items",
    configuration: `${HEAD}defaults: { follow_up: only-with-items, lead_time: 2 days, assignees: [] }
mentions: quiet
${FORTNIGHTLY}`,
    firstDay: "2026-01-08",
    days: 23,
  },
  { name: "german", configuration: `language: de\n${HEAD}${FORTNIGHTLY}`, firstDay: "2026-01-08", days: 37 },
  {
    name: "own-template",
    configuration: `${HEAD}${FORTNIGHTLY}`,
    files: {
      ".gitlab/issue_templates/Meeting Agenda.md": AGENDA_TEMPLATE,
      ".gitlab/issue_templates/Follow-up.md": FOLLOW_UP_TEMPLATE,
    },
    firstDay: "2026-01-08",
    days: 23,
  },
  {
    name: "several-series",
    configuration: `${HEAD}customer_timezone: America/New_York
join_url: https://example.com/join
meetings:
  cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13, main: true }
  office-hours: { repeat: every week on thursday at 15:00, from: 2026-01-15, home: main, follow_up: off, duration: 25 minutes }
  steering: { repeat: first monday of every month at 11:00, from: 2026-01-13, confidential: true, title: plain }
`,
    firstDay: "2026-01-08",
    days: 30,
  },
  {
    name: "holidays",
    configuration: `${HEAD}country: [DE-BY, US]
csm: [{ user: "@jane", until: 2026-01-20 }, { user: "@sam" }]
meetings:
  cadence-call:
    repeat: every week on monday at 10:00
    from: 2025-12-29
    skip: [{ date: 2026-01-12, reason: off-site }]
    move: { 2026-01-26: 2026-01-28 14:00 }
  check: { repeat: every week on tuesday at 16:00, from: 2026-01-06, holidays: skip, carry: false }
`,
    firstDay: "2025-12-23",
    days: 44,
  },
  {
    name: "list-of-rhythms",
    configuration: `${HEAD}meetings:
  cadence-call:
    from: 2026-01-13
    repeat:
      - { repeat: every week on tuesday at 10:00, until: 2026-01-31 }
      - every 2 weeks on thursday at 14:00
`,
    firstDay: "2026-01-08",
    days: 37,
  },
];

/** What people write into an agenda at the call, the n-th of the story. */
function minutes(call: number, day: string): string {
  return `
We agreed to go on as planned in ${call === 1 ? "the first" : "a further"} step.

- [ ] @sam Send the slides of call ${call}, due ${addDays(day, 2)}
- [ ] @bob Ask the security team about runners, number ${call}
- [ ] Collect what the developers miss, ${call}

**Decisions**

- The pilot goes on until call ${call + 1}

**Questions**

- How do runners scale in region ${call}?
`;
}

/** Lives a story: a look on each working day; agendas are filled in and closed on the day of their call. */
export async function live(story: GoldenStory): Promise<Stage> {
  const { configuration, files, firstDay, days } = story;
  const stage = await setStage(`${firstDay}T09:05:00Z`, {
    configuration,
    ...(files === undefined ? {} : { files }),
    kindHours: true,
  });
  let calls = 0;
  for (let passed = 0; passed < days; passed += 1) {
    const day = addDays(firstDay, passed);
    if (weekdayOf(day) > 5) continue;
    stage.sandbox.clock.set(`${day}T09:05:00Z`);
    await stage.run();
    calls = await holdCalls(stage, day, calls);
  }
  return stage;
}

async function holdCalls(stage: Stage, day: string, before: number): Promise<number> {
  const { sandbox } = stage;
  const today = sandbox.issues(PROJECT).filter((issue) => isAgendaOf(issue, day));
  if (today.length === 0) return before;
  sandbox.clock.set(`${day}T15:45:00Z`);
  for (const [index, { iid }] of today.entries()) {
    const call = before + index + 1;
    sandbox.as("jane").editDescription(PROJECT, iid, (text) => `${text.trimEnd()}\n${minutes(call, day)}`);
    if (call > 1) sandbox.as("sam").tick(PROJECT, iid, `slides of call ${call}`);
  }
  sandbox.clock.set(`${day}T15:50:00Z`);
  for (const { iid } of today) sandbox.as("jane").close(PROJECT, iid);
  await stage.run();
  sandbox.clock.set(`${day}T16:55:00Z`);
  await stage.run();
  return before + today.length;
}

function isAgendaOf(
  {
    description,
    dueDate,
    state,
  }: { readonly description: string; readonly dueDate: string | null; readonly state: string },
  day: string,
): boolean {
  return state === "opened" && dueDate === day && /<!-- cadence:v\d+ agenda /.test(description);
}
