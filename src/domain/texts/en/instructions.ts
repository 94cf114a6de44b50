import { countingIn } from "../counting.ts";

const counted = countingIn("en");

/** `docs/cadence.md` of a project: what happens here, for those who take part in the calls (handbook A119). */
export const ENGLISH_INSTRUCTIONS = {
  title: "How our calls work in this project",
  intro:
    "An account of its own, called *the bot* on this page, prepares the agendas of our calls and writes down what comes out of them. When we meet stands in [`.gitlab/cadence.yml`](../.gitlab/cadence.yml), which everybody here can read.",

  before: "Before a call",
  agendaOf: ({ meeting, ahead }: { meeting: string; ahead: string }) =>
    `**${meeting}**: the agenda is here ${ahead} before the call.`,
  ahead: {
    minutes: ({ count }: { count: number }) => `${count} minutes`,
    hours: ({ count }: { count: number }) => counted(count, { one: `${count} hour`, other: `${count} hours` }),
    days: ({ count }: { count: number }) => counted(count, { one: `${count} day`, other: `${count} days` }),
    workingDays: ({ count }: { count: number }) =>
      counted(count, { one: `${count} working day`, other: `${count} working days` }),
    weeks: ({ count }: { count: number }) => counted(count, { one: `${count} week`, other: `${count} weeks` }),
  },
  agenda:
    "An agenda is an issue whose due date is the day of the call. What is still open from earlier calls stands in it already.",
  topics: "To add a topic, edit the agenda and write it under the topics. What people write stays as they wrote it.",

  during: "In the call",
  newItem: "A new action item is a line of its own, with who and by when: `- [ ] @owner what, due 2026-01-31`.",
  notes: "What we agreed and decided, and questions to answer later, go under the next steps of the agenda.",

  after: "After the call",
  onClosing:
    "When somebody closes the agenda, a follow-up is made: an issue with what we agreed, each action item with owner and date, and what is still to answer.",
  onClosingWithItems:
    "When somebody closes the agenda and something is open, a follow-up is made: an issue with what we agreed, each action item with owner and date, and what is still to answer.",
  onEnd:
    "When the call is over, a follow-up is made: an issue with what we agreed, each action item with owner and date, and what is still to answer.",
  told: "We read it first. Then a comment tells everybody who takes part; please add questions and corrections as comments.",
  carried: "What is still open goes into the next agenda, with where it comes from.",
  remindTeam: ({ team }: { team: string }) =>
    `${team} is reminded of what is overdue, on working days, a few times at most.`,
  remindAll: "Owners are reminded of what is overdue, on working days, a few times at most.",

  boxes: "Boxes",
  tick: "Tick the box of an action item in whichever issue you see it: it is ticked in all of them. Untick it, and it is open again.",
  drop: "`[~]` in a box says that the item is no longer needed.",
  ownIssue: "`/cadence issue` alone on a line below an item gives it an issue of its own.",

  commands: "Commands",
  commandsOf: ({ team }: { team: string }) =>
    `${team} can write these in a comment on an agenda or a follow-up, each on a line that begins with the name of the bot, here \`@bot\`:`,
  byHand:
    "All of it can be done by hand too: an agenda that is closed before its call cancels the call, and another due date moves it.",

  stop: "How to stop it",
  stopOne: "One call: close its agenda before the call.",
  stopForAWhile:
    "For a while: write `pause: 2026-07-01..` under `defaults` in `.gitlab/cadence.yml`, with the first day without calls.",
  stopForGood: "For good: delete `.gitlab/cadence.yml`. What stands in issues stays.",

  ask: "Whom to ask",
  askWho: ({ who }: { who: string }) => `Ask ${who}, in a comment on any issue here.`,
};
