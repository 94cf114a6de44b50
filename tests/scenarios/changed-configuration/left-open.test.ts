import { afterEach, describe, expect, it } from "vitest";
import { PROJECT } from "../../support/stage.ts";
import { type Story, tell } from "./story.ts";

let story: Story;
afterEach(() => story.stage.close());

const TUESDAYS = ["repeat: every tuesday at 10:00", "from: 2026-06-02"];
const NOW = "2026-06-27T09:00:00Z";

async function begin(lines: readonly string[] = TUESDAYS): Promise<void> {
  story = await tell(NOW, { call: lines });
  await story.at(NOW);
  expect(story.agendas()).toEqual(["#1 call/2026-06-30 date 2026-06-30 due 2026-06-30"]);
}

/** Each of the three commands that look names the agenda with these words; nothing is written. */
async function expectNamed(iid: number, text: string, remedy: string): Promise<void> {
  expect(await story.at(story.stage.sandbox.clock.now().toISOString())).toEqual([]);
  for (const verb of ["plan", "explain"]) expect(await story.say(verb)).toContain(` ${text}: ${remedy}`);
  expect(await story.say("plan", "--quiet")).toMatch(new RegExp(`! call .*#${iid}`));
  const check = await story.say("check");
  expect(check).toContain(`agenda #${iid}: ${text}\n`);
  expect(check).toContain(`remedy: ${remedy}\n`);
  expect(check).toMatch(/All is ready\. \d+ warnings? to look at\./);
}

async function expectSilent(iid: number): Promise<void> {
  expect(await story.say("plan", "--quiet")).not.toContain(`#${iid}`);
  expect(await story.say("check")).not.toContain(`agenda #${iid}`);
}

describe("an open agenda whose call is no longer planned is named with what to do", () => {
  const fortnightly = ["repeat: every 2 weeks on tuesday at 10:00", "from: 2026-06-23"];
  const text = "is the agenda of Tue 30 Jun 2026, which the rhythm no longer plans";
  const remedy = "move its due date to 2026-07-07, the next call without an agenda, or close it";

  it("when every second call is left out; moved by hand it is the agenda of that day", async () => {
    await begin();
    story.configure({ call: fortnightly });
    await expectNamed(1, text, remedy);
    story.stage.sandbox.as("jane").setDueDate(PROJECT, 1, "2026-07-07");
    expect(await story.at("2026-06-27T10:00:00Z")).toEqual(["set-due-date"]);
    expect(story.agendas()).toEqual(["#1 call/2026-07-07 date 2026-07-07 due 2026-07-07"]);
    expect(await story.at("2026-07-04T10:00:00Z")).toEqual([]);
  });

  it("and closed it is over: no follow-up, and its items are in the next agenda", async () => {
    await begin();
    story.stage.sandbox.as("bob").editDescription(PROJECT, 1, (one) => `${one}\n## Action items\n\n- [ ] @bob one\n`);
    story.configure({ call: fortnightly });
    story.stage.sandbox.as("jane").close(PROJECT, 1);
    expect(await story.at("2026-06-30T12:00:00Z")).not.toContain("create-follow-up");
    expect(await story.say("plan")).not.toContain("is the agenda of");
    await story.at("2026-07-04T10:00:00Z");
    expect(story.stage.sandbox.issue(PROJECT, 2).description).toContain("bob one <sub>#1</sub>");
  });

  it("when the series ends before it, and no more when it goes on longer", async () => {
    await begin();
    story.configure({ call: [...TUESDAYS, "until: 2026-06-27"] });
    const ended = "is the agenda of Tue 30 Jun 2026, which the series, which ended on Sat 27 Jun 2026, no longer plans";
    await expectNamed(1, ended, "close it");
    story.configure({ call: [...TUESDAYS, "until: 2026-07-27"] });
    await expectSilent(1);
  });

  it("also one that a person wrote for a day of its own, which asks for nobody", async () => {
    await begin();
    story.stage.sandbox
      .as("jane")
      .createIssue(PROJECT, { title: "Extra", description: "", labels: ["meeting-agenda"], dueDate: "2026-07-01" });
    const named =
      "is due on Wed 1 Jul 2026, near which no call of call is without an agenda: move its due date to 2026-07-07";
    for (const verb of ["plan", "explain"]) expect(await story.say(verb)).toMatch(new RegExp(`= #2 .*${named}`));
    expect(await story.say("check")).toContain("agenda #2: is due on Wed 1 Jul 2026");
    expect(await story.say("plan", "--quiet")).not.toContain("#2");
  });

  it("when the series begins later", async () => {
    await begin();
    story.configure({ call: ["repeat: every tuesday at 10:00", "from: 2026-07-14"] });
    expect(await story.say("explain")).toContain(
      "is the agenda of Tue 30 Jun 2026, which the series, which begins on Tue 14 Jul 2026, no longer plans: move its due date to 2026-07-14",
    );
  });

  it("when the series was removed, as long as it is open; back again it has its agenda", async () => {
    await begin();
    const other = { other: ["repeat: every month on the last friday at 10:00", "from: 2026-01-01"] };
    story.configure(other);
    const gone = "is the agenda of call, which the configuration no longer has";
    expect(await story.say("plan", "--quiet")).toContain(gone);
    expect(await story.say("explain")).toContain(
      `${gone}: close it, or write \`continues: call\` in the meeting that goes on from it`,
    );
    expect(await story.say("check")).toContain(`agenda #1: ${gone}\n         remedy: close it, or write`);
    story.configure({ call: TUESDAYS, ...other });
    await expectSilent(1);
    expect(await story.at(NOW)).toEqual([]);
    story.configure(other);
    story.stage.sandbox.as("jane").close(PROJECT, 1);
    expect(await story.say("plan")).not.toContain(gone);
    expect(await story.say("check")).not.toContain(gone);
  });
});

describe("an open agenda whose call is skipped says so", () => {
  it.each([
    ["skip: [{ date: 2026-06-30, reason: off-site }]", "skipped on Tue 30 Jun 2026: off-site"],
    ["pause: [2026-06-29..2026-07-04]", "the series is paused from Mon 29 Jun 2026 to Sat 4 Jul 2026"],
  ])("%s", async (line, why) => {
    await begin();
    story.configure({ call: [...TUESDAYS, line] });
    await expectNamed(1, `is open, and its call does not take place (${why})`, "say so in it, or close it");
    // Closed after its hour by somebody who comes to it late: no call was held.
    story.stage.sandbox.clock.set("2026-06-30T12:00:00Z");
    story.stage.sandbox.as("jane").close(PROJECT, 1);
    expect(await story.at("2026-06-30T12:05:00Z")).not.toContain("create-follow-up");
    expect(await story.say("explain")).toContain(`its call did not take place: ${why}`);
  });

  it("a holiday on which calls are left out", async () => {
    story = await tell("2026-11-23T15:00:00Z", { call: ["repeat: every thursday at 10:00", "from: 2026-11-12"] });
    await story.at("2026-11-23T15:00:00Z");
    story.configure(
      { call: ["repeat: every thursday at 10:00", "from: 2026-11-12", "holidays: skip"] },
      "country: US\n",
    );
    const text = "is open, and its call does not take place (Thu 26 Nov 2026 is Thanksgiving Day (US))";
    await expectNamed(1, text, "say so in it, or close it");
    story.configure({ call: ["repeat: every thursday at 10:00", "from: 2026-11-12"] });
    await expectSilent(1);
  });
});

describe("an open agenda that tells another time than its call has says so, until somebody writes it", () => {
  const yours = "title and text are yours to change";

  it.each([
    ["at another time", "repeat: every tuesday at 14:30", "", "10:00", "14:30 Europe/Berlin on Tue 30 Jun 2026"],
    // 09:00 stands in the text already, in UTC and as the end of a call.
    ["an hour earlier", "repeat: every tuesday at 08:00", "", "10:00", "08:00 Europe/Berlin on Tue 30 Jun 2026"],
    [
      "in another zone",
      "repeat: every tuesday at 10:00",
      "timezone: America/New_York\n",
      "Europe/Berlin",
      "10:00 America/New_York on Tue 30 Jun 2026",
    ],
  ])("%s", async (_name, repeat, head, old, now) => {
    await begin();
    story.configure({ call: [repeat, "from: 2026-06-02"] }, head);
    await expectNamed(1, `says ${old}, and the call is at ${now}`, yours);
    const [time = "", zone = ""] = now.split(" ");
    story.stage.sandbox
      .as("jane")
      .editDescription(PROJECT, 1, (text) => text.replace(/10:00–.*?\*\*/, `${time}–10:00 ${zone}**`));
    await expectSilent(1);
  });

  it("on another day, not where a person chose the day", async () => {
    await begin();
    story.configure({ call: [...TUESDAYS, "move: { 2026-06-30: 2026-07-02 09:00 }"] });
    expect(await story.at(NOW)).toEqual(["set-due-date"]);
    await expectNamed(
      1,
      "says Tue 30 Jun 2026, 10:00, and the call is at 09:00 Europe/Berlin on Thu 2 Jul 2026",
      yours,
    );
    const { sandbox } = story.stage;
    sandbox.as("jane").setTitle(PROJECT, 1, "Acme, 2026-07-02");
    sandbox.as("jane").editDescription(PROJECT, 1, (text) => text.replace("10:00–", "09:00–"));
    await expectSilent(1);
    story.configure({ call: TUESDAYS });
    await story.at(NOW);
    sandbox.as("jane").setDueDate(PROJECT, 1, "2026-07-03");
    await expectSilent(1);
  });

  it("not where the text never named the time, and not of an agenda that an earlier version made", async () => {
    await begin();
    const { sandbox } = story.stage;
    const { description } = sandbox.issue(PROJECT, 1);
    sandbox.as("cadence-bot").editDescription(PROJECT, 1, (text) => text.replace(/ when=\S+/, ""));
    story.configure({ call: ["repeat: every tuesday at 14:30", "from: 2026-06-02"] });
    await expectSilent(1);
    sandbox.as("cadence-bot").editDescription(PROJECT, 1, () => description.replace(/^.*(?<!T)10:00.*$/gm, ""));
    await expectSilent(1);
  });

  it("and a held call stays one when the time of the series changes afterwards", async () => {
    await begin();
    story.stage.sandbox.clock.set("2026-06-30T09:10:00Z");
    story.stage.sandbox.as("jane").close(PROJECT, 1);
    story.configure({ call: ["repeat: every tuesday at 14:30", "from: 2026-06-02"] });
    expect(await story.at("2026-06-30T09:20:00Z")).toContain("create-follow-up");
  });
});

describe("a call that is moved out of sight", () => {
  it("takes its agenda along behind the third call to come", async () => {
    await begin();
    story.configure({ call: [...TUESDAYS, "move: { 2026-06-30: 2026-09-17 }"] });
    expect(await story.at(NOW)).toEqual(["set-due-date"]);
    expect(story.agendas()).toEqual(["#1 call/2026-06-30 date 2026-09-17 due 2026-09-17"]);
    story.configure({ call: TUESDAYS });
    expect(await story.at(NOW)).toEqual(["set-due-date"]);
    expect(story.agendas()).toEqual(["#1 call/2026-06-30 date 2026-06-30 due 2026-06-30"]);
  });

  it("is named when its new day is over", async () => {
    await begin();
    story.configure({ call: [...TUESDAYS, "move: { 2026-06-30: 2026-06-26 }"] });
    await expectNamed(
      1,
      "is due on 2026-06-30, and the configuration has its call on Fri 26 Jun 2026, which is over",
      "move the call to a day to come, or close the issue",
    );
  });
});
