/**
 * Half a year of calls, without a fault and with carelessness, and how many mails GitLab sends for it to whom: of its own (due
 * tomorrow, subscribers of a label, people who watch the project), and those that the bot asks for. The same acts can be played by
 * another version: copy this file into its checkout. Run with `npx tsx bench/gitlab-mails.ts`.
 */

import { PROJECT, type Stage, setStage } from "../tests/support/stage.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const SUMMER = Date.parse("2026-03-29T01:00:00Z");
const RECAP = "*What we agreed, and a line for each new action item: `- [ ] @owner what, due 2026-01-31`*";
const CONFIGURATION = `
customer: Acme
timezone: Europe/Berlin
country: DE
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
meetings:
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-01-13
    lead_time: 3 days
`;
const LABELS = ["follow-up::overdue", "action-items::unresolved", "action-items::resolved"];

function berlin(day: string, time: string): number {
  const winter = Date.parse(`${day}T${time}:00+01:00`);
  return winter >= SUMMER ? winter - 60 * MINUTE : winter;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, "2026-01-01".length);
}

interface Act {
  readonly at: number;
  readonly do: (stage: Stage) => void;
}

function issueWith(
  stage: Stage,
  label: string,
  isIt: (one: { readonly dueDate: string | null; readonly description: string }) => boolean,
): number {
  const found = stage.sandbox.issues(PROJECT).find((one) => one.labels.includes(label) && isIt(one));
  if (found === undefined) throw new Error(`no ${label}`);
  return found.iid;
}

/** A call that is written down and closed, and whose items are ticked so many days later. */
function actsOf(day: string, ours: number, theirs: number): readonly Act[] {
  const items = [
    `- [ ] @jane Share the notes of ${day}, due ${dayAfter(day, 7)}`,
    `- [ ] @bob Upload the diagram of ${day}, due ${dayAfter(day, 9)}`,
  ];
  const agenda = (stage: Stage): number => issueWith(stage, "meeting-agenda", ({ dueDate }) => dueDate === day);
  const tick = (user: string, words: string) => (stage: Stage) => {
    const iid = issueWith(stage, "meeting-follow-up", ({ description }) => description.includes(`${words} of ${day}`));
    stage.sandbox.as(user).tick(PROJECT, iid, `${words} of ${day}`);
  };
  return [
    {
      at: berlin(day, "10:40"),
      do: (stage) =>
        stage.sandbox
          .as("jane")
          .editDescription(PROJECT, agenda(stage), (text) => text.replace(RECAP, `Fine.\n\n${items.join("\n")}`)),
    },
    { at: berlin(day, "10:55"), do: (stage) => stage.sandbox.as("jane").close(PROJECT, agenda(stage)) },
    { at: berlin(dayAfter(day, ours), "15:00"), do: tick("jane", "Share the notes") },
    { at: berlin(dayAfter(day, theirs), "14:00"), do: tick("bob", "Upload the diagram") },
  ];
}

async function play(acts: readonly Act[]): Promise<readonly string[]> {
  const [from, until] = [berlin("2026-01-05", "07:00"), berlin("2026-07-08", "12:00")];
  const stage = await setStage(new Date(from).toISOString(), { configuration: CONFIGURATION, kindHours: true });
  const { sandbox } = stage;
  for (const name of LABELS) await stage.dependencies().gitlab.createLabel({ name, color: "#6699cc", description: "" });
  sandbox.addUser({ username: "eve", name: "Eve Doe" });
  sandbox.setMember(PROJECT, "eve", 30);
  sandbox.as("eve").setNotificationLevel(PROJECT, "watch");
  for (const name of LABELS) sandbox.as("sam").subscribeToLabel(PROJECT, name);
  const caused = new Set<object>();
  let wakeAt: number | null = from;
  const look = async (): Promise<void> => {
    const before = sandbox.notifications.length;
    const { plan } = await stage.run();
    for (const mail of sandbox.notifications.slice(before)) caused.add(mail);
    wakeAt = plan.nextWakeAt === null ? null : Date.parse(plan.nextWakeAt);
  };
  for (const act of [...acts].sort((a, b) => a.at - b.at).concat({ at: until, do: () => undefined })) {
    while (wakeAt !== null && wakeAt <= act.at) {
      sandbox.clock.set(new Date(Math.max(wakeAt, sandbox.clock.now().getTime() + 1000)).toISOString());
      await look();
    }
    sandbox.clock.set(new Date(act.at).toISOString());
    act.do(stage);
    for (const pause of [3_000, 3 * MINUTE]) {
      sandbox.clock.advance(pause);
      await look();
    }
  }
  const count = (isIt: (mail: (typeof sandbox.mails)[number]) => boolean): number => sandbox.mails.filter(isIt).length;
  const told = [
    `due tomorrow: ${count(({ cause }) => cause === "due")}, of these to the customer ${count(({ cause, user }) => cause === "due" && user === "bob")}`,
    `to a subscriber of the labels: ${count((mail) => caused.has(mail) && mail.cause === "labelled")}`,
    `to somebody who watches the project: ${count((mail) => caused.has(mail) && mail.user === "eve")}`,
    `to the customer, caused by the bot: ${count((mail) => caused.has(mail) && mail.user === "bob")}`,
    `to the account team, caused by the bot: ${count((mail) => caused.has(mail) && (mail.user === "jane" || mail.user === "sam") && mail.cause !== "labelled")}`,
  ];
  await sandbox.close();
  return told;
}

const calls = Array.from({ length: 13 }, (_, index) => dayAfter("2026-01-13", 14 * index));
for (const [name, ours, theirs] of [
  ["without a fault", 6, 8],
  ["careless", 10, 8],
] as const) {
  console.log(`half a year ${name}, 13 calls`);
  for (const line of await play(calls.flatMap((day) => actsOf(day, ours, theirs)))) console.log(`  ${line}`);
}
