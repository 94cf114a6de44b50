import { afterEach, describe, expect, it } from "vitest";
import { botAtWork } from "../support/bot-at-work.ts";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.close();
  stage = null;
});

const HEAD = `
customer: Acme
timezone: Europe/Berlin
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
`;

const ONBOARDING = `
  onboarding:
    repeat: every week on tuesday at 10:00
    from: 2026-03-03
    until: 2026-03-31`;

const CADENCE = `
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-04-07`;

const LEADERSHIP = `
  leadership:
    repeat: every 3 months on the first wednesday at 14:00
    from: 2026-04-01`;

async function start(now: string, meetings: string, defaults = ""): Promise<Stage> {
  stage = await setStage(now, { configuration: `${HEAD}${defaults}meetings:${meetings}\n` });
  return stage;
}

function configure({ sandbox }: Stage, meetings: string, defaults = ""): void {
  sandbox.as("jane").push(PROJECT, "master", ".gitlab/cadence.yml", `${HEAD}${defaults}meetings:${meetings}\n`);
}

/** Runs until nothing is left to do: a second run on an unchanged world writes nothing. */
async function runAt(one: Stage, now: string): Promise<void> {
  one.sandbox.clock.set(now);
  const { applied } = await one.run();
  expect(applied.filter(({ outcome }) => outcome === "failed")).toEqual([]);
}

function raise({ sandbox }: Stage, iid: number, ...items: readonly string[]): void {
  const boxes = items.map((item) => `- [ ] ${item}`).join("\n");
  sandbox.as("bob").editDescription(PROJECT, iid, (text) => `${text}\n## Action items\n\n${boxes}\n`);
}

const titled = ({ sandbox }: Stage, part: string): number[] =>
  sandbox
    .issues(PROJECT)
    .filter(({ title }) => title.includes(part))
    .map(({ iid }) => iid);

const textOf = ({ sandbox }: Stage, iid: number): string => sandbox.issue(PROJECT, iid).description ?? "";
const count = (text: string, words: string): number => text.split(words).length - 1;
const explain = async (one: Stage): Promise<string> => (await command(one, ["explain", "-p", PROJECT])).out;

/** An onboarding call on 31 March that left two items open; the cadence calls begin on 7 April. */
async function onboarded(meetings = ONBOARDING + CADENCE, defaults = ""): Promise<Stage> {
  const one = await start("2026-03-29T10:00:00Z", meetings, defaults);
  await runAt(one, "2026-03-29T10:00:00Z");
  raise(one, 1, "@bob open the firewall", "send the runbook");
  return one;
}

describe("weekly onboarding, then fortnightly calls", () => {
  it("the items of the last onboarding call are in the first cadence call, once, and known in both", async () => {
    const one = await onboarded();
    one.sandbox.clock.set("2026-03-31T10:00:00Z");
    one.sandbox.as("jane").close(PROJECT, 1);
    await runAt(one, "2026-03-31T12:00:00Z");
    expect(textOf(one, 2)).toMatch(/\*\*next call\*\* Tue 7 Apr 2026, 10:00/);
    expect(await explain(one)).toMatch(
      /#2 \S*.*open the firewall.* goes to the next agenda of cadence-call: the series ended on Tue 31 Mar 2026/,
    );
    expect(await explain(one)).toContain("moves here from onboarding: the series ended on Tue 31 Mar 2026");
    const { out } = await command(one, ["items", "-p", PROJECT]);
    expect(out).toMatch(/onboarding {2}2 open items\n +2 open items: goes to the next agenda of cadence-call/);

    for (const now of ["2026-04-01T10:00:00Z", "2026-04-01T10:00:10Z", "2026-04-04T10:00:00Z"]) await runAt(one, now);
    const [agenda] = titled(one, "2026-04-07");
    const text = textOf(one, agenda as number);
    for (const item of ["open the firewall <sub>#1</sub>", "send the runbook <sub>#1</sub>"])
      expect(count(text, item)).toBe(1);
    expect((await one.run()).applied).toEqual([]);
    expect(await explain(one)).not.toContain("moves here");
    expect((await command(one, ["items", "-p", PROJECT])).out).toMatch(/cadence-call {2}2 open items\n +owner/);

    one.sandbox.as("bob").tick(PROJECT, agenda as number, "open the firewall");
    one.sandbox.as("bob").tick(PROJECT, 2, "send the runbook");
    await runAt(one, "2026-04-04T11:00:00Z");
    for (const iid of [1, 2, agenda as number]) {
      expect(textOf(one, iid)).toMatch(/\[x\].*open the firewall/);
      expect(textOf(one, iid)).toMatch(/\[x\].*send the runbook/);
    }
    expect((await one.run()).applied).toEqual([]);
  });

  it("they wait until the last call is over, and are then added to an agenda that is there already", async () => {
    const one = await onboarded(ONBOARDING + CADENCE, "defaults: { lead_time: 9 days }\n");
    const [agenda] = titled(one, "2026-04-07");
    await runAt(one, "2026-03-31T08:30:00Z");
    expect(textOf(one, agenda as number)).not.toContain("firewall");
    await runAt(one, "2026-03-31T09:00:00Z");
    expect(count(textOf(one, agenda as number), "open the firewall <sub>#1</sub>")).toBe(1);
    expect((await one.run()).applied).toEqual([]);
  });

  it("`continues` sends them there, though another meeting is the main one", async () => {
    const leadership = "\n  leadership: { repeat: every week on friday at 10:00, from: 2026-04-03, main: true }";
    const one = await onboarded(`${leadership}${ONBOARDING}${CADENCE}\n    continues: onboarding`);
    await runAt(one, "2026-04-02T10:00:00Z");
    await runAt(one, "2026-04-04T10:00:00Z");
    expect(textOf(one, titled(one, "2026-04-07")[0] as number)).toContain("open the firewall <sub>#1</sub>");
    expect(textOf(one, titled(one, "2026-04-03")[0] as number)).not.toContain("firewall");
  });

  it("without any call to come they are named, with the reason", async () => {
    const one = await onboarded(ONBOARDING);
    one.sandbox.clock.set("2026-04-02T10:00:00Z");
    const why = "is in no agenda to come: the series ended on Tue 31 Mar 2026";
    expect(await explain(one)).toContain(why);
    expect((await command(one, ["items", "-p", PROJECT])).out).toContain(`2 open items: ${why}`);
  });
});

describe("a series that is taken out of the file", () => {
  it("leaves its items to the main one, with its ticks; back again it has them itself", async () => {
    const weekly = "\n  weekly: { repeat: every week on thursday at 10:00, from: 2026-04-02 }";
    const one = await onboarded(ONBOARDING + weekly);
    configure(one, weekly);
    await runAt(one, "2026-03-30T11:00:00Z");
    const [agenda] = titled(one, "2026-04-02");
    expect(count(textOf(one, agenda as number), "open the firewall <sub>#1</sub>")).toBe(1);
    const said = await explain(one);
    expect(said).toMatch(
      /#1 .*is the agenda of onboarding, which the configuration no longer has[^]*?continues: onboarding/,
    );
    one.sandbox.as("jane").tick(PROJECT, agenda as number, "send the runbook");
    await runAt(one, "2026-03-30T12:00:00Z");
    expect(textOf(one, 1)).toContain("- [x] send the runbook");
    expect((await one.run()).applied).toEqual([]);

    one.sandbox.as("jane").close(PROJECT, 1);
    await runAt(one, "2026-03-30T13:00:00Z");
    expect(await explain(one)).not.toContain("which the configuration no longer has");
    one.sandbox.as("jane").reopen(PROJECT, 1);

    configure(one, `${ONBOARDING.replace("03-31", "04-14")}${weekly}`);
    await runAt(one, "2026-04-04T10:00:00Z");
    const [next] = titled(one, "2026-04-07");
    expect(count(textOf(one, next as number), "open the firewall <sub>#1")).toBe(1);
    expect(textOf(one, next as number)).not.toMatch(/\[.\].*runbook/);
    await runAt(one, "2026-04-06T10:00:00Z");
    expect(textOf(one, titled(one, "2026-04-09")[0] as number)).not.toContain("firewall");
    one.sandbox.as("bob").tick(PROJECT, next as number, "open the firewall");
    await runAt(one, "2026-04-06T11:00:00Z");
    for (const iid of [1, agenda as number]) expect(textOf(one, iid)).toMatch(/\[x\].*open the firewall/);
  });

  it("or renamed keeps its agenda and its items by `continues`", async () => {
    const one = await onboarded(ONBOARDING);
    const renamed = `${ONBOARDING.replace("onboarding:", "start:").replace("03-31", "04-30")}\n    continues: onboarding`;
    configure(one, renamed);
    await runAt(one, "2026-03-30T11:00:00Z");
    expect(one.sandbox.issues(PROJECT)).toHaveLength(1);
    one.sandbox.clock.set("2026-03-31T10:00:00Z");
    one.sandbox.as("jane").close(PROJECT, 1);
    await runAt(one, "2026-03-31T12:00:00Z");
    await runAt(one, "2026-04-04T10:00:00Z");
    expect(one.sandbox.issues(PROJECT)).toHaveLength(3);
    expect(textOf(one, 2)).toContain("open the firewall");
    expect(count(textOf(one, 3), "open the firewall <sub>#1</sub>")).toBe(1);
    configure(one, ONBOARDING.replace("03-31", "04-30"));
    await runAt(one, "2026-04-05T10:00:00Z");
    expect(one.sandbox.issues(PROJECT).filter(({ state }) => state === "opened")).toHaveLength(3);
    expect(titled(one, "Follow-up")).toHaveLength(1);
  });

  it("or renamed without it is another one: its items go on, its open agenda is named", async () => {
    const one = await onboarded(ONBOARDING);
    configure(one, ONBOARDING.replace("onboarding:", "start:"));
    await runAt(one, "2026-03-30T11:00:00Z");
    const iids = titled(one, "2026-03-31");
    expect(iids).toEqual([1, 2]);
    expect(count(textOf(one, 2), "open the firewall <sub>#1</sub>")).toBe(1);
    expect(await explain(one)).toMatch(/#1 [^]*?continues: onboarding/);
    configure(one, `${ONBOARDING.replace("onboarding:", "start:")}\n    continues: onboarding`);
    await runAt(one, "2026-03-30T12:00:00Z");
    expect(one.sandbox.issues(PROJECT).map(({ state }) => state)).toEqual(["opened", "opened"]);
  });

  it("or renamed without it, while its agenda is due later than the next call: its items are there at once", async () => {
    const one = await onboarded(ONBOARDING);
    one.sandbox.as("jane").setDueDate(PROJECT, 1, "2026-04-03");
    configure(one, ONBOARDING.replace("onboarding:", "start:"));
    await runAt(one, "2026-03-30T11:00:00Z");
    expect(titled(one, "2026-03-31")).toEqual([1, 2]);
    expect(count(textOf(one, 2), "open the firewall <sub>#1</sub>")).toBe(1);
    raise(one, 1, "call the supplier");
    await runAt(one, "2026-03-30T12:00:00Z");
    expect(count(textOf(one, 2), "call the supplier <sub>#1</sub>")).toBe(1);
  });

  it("or merged with another one leaves both their items to the new one", async () => {
    const emea = "\n  emea: { repeat: every week on tuesday at 10:00, from: 2026-03-31 }";
    const apac = "\n  apac: { repeat: every week on monday at 10:00, from: 2026-03-30 }";
    const one = await start("2026-03-28T10:00:00Z", emea + apac);
    await runAt(one, "2026-03-28T10:00:00Z");
    const [a, b] = [titled(one, "2026-03-31")[0] as number, titled(one, "2026-03-30")[0] as number];
    raise(one, a, "ask Berlin");
    raise(one, b, "ask Sydney");
    one.sandbox.clock.set("2026-03-31T10:00:00Z");
    for (const iid of [a, b]) one.sandbox.as("jane").close(PROJECT, iid);
    configure(one, "\n  all: { repeat: every week on tuesday at 10:00, from: 2026-04-07, continues: [emea, apac] }");
    await runAt(one, "2026-04-04T10:00:00Z");
    const text = textOf(one, titled(one, "CSM Call - 2026-04-07")[0] as number);
    expect([count(text, `ask Berlin <sub>#${a}</sub>`), count(text, `ask Sydney <sub>#${b}</sub>`)]).toEqual([1, 1]);
    expect(one.sandbox.issues(PROJECT)).toHaveLength(5);
  });
});

describe("a meeting outside of every series", () => {
  it("leaves its items to the main one after its day, and ticks go both ways", async () => {
    const one = await start("2026-03-18T10:00:00Z", LEADERSHIP + CADENCE.replace("from", "main: true\n    from"));
    botAtWork(one.sandbox);
    one.sandbox.clock.set("2026-03-28T10:00:00Z");
    const kickoff = one.sandbox.as("jane").createIssue(PROJECT, {
      title: "Kickoff",
      labels: ["meeting-agenda"],
      dueDate: "2026-03-20",
      description: "## Action items\n\n- [ ] name the sponsor\n- [ ] sign the plan",
    });
    const workshop = one.sandbox.as("jane").createIssue(PROJECT, {
      title: "Workshop",
      labels: ["meeting-agenda"],
      dueDate: "2026-04-13",
      description: "- [ ] book the room",
    });
    await runAt(one, "2026-04-04T10:00:00Z");
    const [agenda] = titled(one, "2026-04-07");
    expect(count(textOf(one, agenda as number), `name the sponsor <sub>#${kickoff}</sub>`)).toBe(1);
    one.sandbox.as("bob").tick(PROJECT, agenda as number, "name the sponsor");
    one.sandbox.as("bob").tick(PROJECT, kickoff, "sign the plan");
    await runAt(one, "2026-04-04T11:00:00Z");
    expect(textOf(one, kickoff)).toContain("- [x] name the sponsor");
    expect(textOf(one, agenda as number)).toMatch(/- \[x\] sign the plan/);

    await runAt(one, "2026-04-18T10:00:00Z");
    expect(textOf(one, titled(one, "2026-04-21")[0] as number)).toContain(`book the room <sub>#${workshop}</sub>`);
  });
});

describe("`home: main`", () => {
  const BOTH = CADENCE + LEADERSHIP;

  it("sends the items of leadership calls to the next cadence call; without it they wait for the next quarter", async () => {
    const one = await start("2026-03-30T10:00:00Z", BOTH);
    await runAt(one, "2026-03-30T10:00:00Z");
    const [leadership] = titled(one, "2026-04-01");
    raise(one, leadership as number, "name a sponsor");
    await runAt(one, "2026-04-04T10:00:00Z");
    const [cadence] = titled(one, "2026-04-07");
    expect(textOf(one, cadence as number)).not.toContain("sponsor");

    configure(one, `${BOTH}\n    home: main`);
    await runAt(one, "2026-04-04T11:00:00Z");
    expect(count(textOf(one, cadence as number), `name a sponsor <sub>#${leadership}</sub>`)).toBe(1);
    expect(await explain(one)).not.toContain("moves here");
    await runAt(one, "2026-06-28T13:00:00Z");
    expect(textOf(one, titled(one, "2026-07-01")[0] as number)).not.toContain("sponsor");
  });

  it("keeps what only confidential issues show where it is, and says so", async () => {
    const one = await start("2026-03-30T10:00:00Z", `${BOTH}\n    home: main\n    confidential: true`);
    await runAt(one, "2026-03-30T10:00:00Z");
    raise(one, titled(one, "2026-04-01")[0] as number, "the secret price");
    await runAt(one, "2026-04-04T10:00:00Z");
    expect(textOf(one, titled(one, "2026-04-07")[0] as number)).not.toContain("secret");
    expect(await explain(one)).toMatch(/secret price.*stays here: only confidential issues show it/);
    configure(one, CADENCE);
    expect(await explain(one)).toMatch(/secret price.*is in no agenda to come: only confidential issues show it/);
    await runAt(one, "2026-04-18T10:00:00Z");
    for (const { confidential, description } of one.sandbox.issues(PROJECT)) {
      if (!confidential) expect(description).not.toContain("secret");
    }
  });

  it.each([
    ["", true],
    ["\n    home: own", false],
  ])("a call that is more than 100 days away is too far, unless the file says `own` (%j)", async (home, moves) => {
    const yearly = "\n  review:\n    rrule: FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1\n    at: 14:00\n    from: 2026-04-01";
    const one = await start("2026-03-30T10:00:00Z", `${yearly}${home}${CADENCE}\n    main: true`);
    await runAt(one, "2026-03-30T10:00:00Z");
    raise(one, titled(one, "2026-04-01")[0] as number, "renew the contract");
    await runAt(one, "2026-04-04T10:00:00Z");
    expect(textOf(one, titled(one, "2026-04-07")[0] as number).includes("renew the contract")).toBe(moves);
    const said = await explain(one);
    if (moves)
      expect(said).toMatch(/renew the contract.*goes to the next agenda of cadence-call: .*more than 100 days|renew/);
    else expect(said).toMatch(/Action items of the agenda of Thu 1 Apr 2027\n.*renew the contract/);
  });
});
