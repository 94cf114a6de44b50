import { afterEach, describe, expect, it } from "vitest";
import { addDays } from "../../src/domain/time/dates.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

let stage: Stage;

afterEach(() => stage.close());

const FIRST = "2026-01-13";
const CALLS = [0, 14, 28, 42].map((days) => addDays(FIRST, days)) as readonly string[];

/** The agenda of a call by its number, from 1. */
function agendaOf(call: number) {
  const found = stage.sandbox
    .issues(PROJECT)
    .find((issue) => issue.description.startsWith(`<!-- cadence:v1 agenda cadence-call/${CALLS[call - 1]}`));
  if (found === undefined) throw new Error(`no agenda of call ${call}`);
  return found;
}

function followUpOf(call: number): string {
  const start = `<!-- cadence:v1 follow-up cadence-call/${CALLS[call - 1]}`;
  return stage.sandbox.issues(PROJECT).find((issue) => issue.description.startsWith(start))?.description ?? "";
}

async function runAt(call: number, time: string, days = 0): Promise<Awaited<ReturnType<Stage["run"]>>> {
  stage.sandbox.clock.set(`${addDays(CALLS[call - 1] ?? FIRST, days)}T${time}:00Z`);
  stage.sandbox.requests.reset();
  return stage.run();
}

/** The first call raised items, the second is on: its agenda carries them. */
async function secondCall(items: string): Promise<void> {
  stage = await setStage("2026-01-10T10:00:00Z");
  await stage.run();
  stage.sandbox.as("bob").editDescription(PROJECT, agendaOf(1).iid, (text) => `${text}\n## Action items\n\n${items}\n`);
  stage.sandbox.clock.set(`${FIRST}T11:00:00Z`);
  stage.sandbox.as("jane").close(PROJECT, agendaOf(1).iid);
  await runAt(1, "12:00");
  await runAt(2, "10:00", -3);
  await runAt(2, "09:20");
}

/** Holds a call and goes to the day the next agenda is made. */
async function holdCall(call: number): Promise<Awaited<ReturnType<Stage["run"]>>> {
  stage.sandbox.clock.set(`${CALLS[call - 1]}T11:00:00Z`);
  stage.sandbox.as("jane").close(PROJECT, agendaOf(call).iid);
  await runAt(call, "12:00");
  return runAt(call + 1, "10:00", -3);
}

function boxes(text: string, words: string): readonly string[] {
  return text.split("\n").filter((line) => line.includes(words) && /\[[ xX~]\]/.test(line));
}

const graphql = () => stage.sandbox.requests.all.filter((one) => one.path === "/api/graphql").length;

function convert(
  call: number,
  words: string,
  ...how: readonly { readonly title?: string; readonly keepLine?: boolean }[]
): number {
  return stage.sandbox.as("bob").convertToTask(PROJECT, agendaOf(call).iid, words, ...how);
}

describe("an item that GitLab made a child item of", () => {
  it("lives on as that in the follow-up and the next agenda, and is done when that is closed", async () => {
    await secondCall("- [ ] @bob send the file, due 2026-02-20\n- [ ] @sam check quota");
    const task = convert(2, "send the file");
    expect(agendaOf(2).description).not.toContain("send the file");
    const { plan } = await holdCall(2);
    expect(graphql()).toBe(1);
    expect(followUpOf(2)).toContain("send the file");
    expect(followUpOf(2)).toContain(`#${task}`);
    const [line = "", ...others] = boxes(agendaOf(3).description, "send the file");
    expect(others).toEqual([]);
    expect(line).toMatch(
      new RegExp(`^- \\[ \\] .*send the file, due 2026-02-20 <sub>#1 · .*issue #${task}</sub> <!--c:1-`),
    );
    expect(boxes(agendaOf(3).description, "check quota")).toHaveLength(1);
    expect(
      [...plan.leftBehind.values()]
        .flat()
        .map((one) => one.text)
        .join(),
    ).not.toContain("send the file");
    await runAt(3, "10:10", -3);
    expect(graphql()).toBe(0);
    stage.sandbox.as("bob").close(PROJECT, task);
    await runAt(3, "10:20", -3);
    expect(boxes(agendaOf(3).description, "send the file")[0]).toContain("[x]");
    await holdCall(3);
    expect(boxes(agendaOf(4).description, "send the file")).toEqual([]);
  });

  it("is done when its task was closed before the next agenda", async () => {
    await secondCall("- [ ] @bob send the file");
    stage.sandbox.as("bob").close(PROJECT, convert(2, "send the file"));
    await holdCall(2);
    expect(boxes(agendaOf(3).description, "send the file")).toEqual([]);
    expect(boxes(agendaOf(1).description, "send the file")[0]).toContain("[x]");
  });

  it("is open again when its task is reopened", async () => {
    await secondCall("- [ ] @bob send the file");
    const task = convert(2, "send the file");
    stage.sandbox.as("bob").close(PROJECT, task);
    await runAt(2, "10:30");
    stage.sandbox.as("bob").reopen(PROJECT, task);
    await holdCall(2);
    expect(boxes(agendaOf(3).description, "send the file")[0]).toContain("[ ]");
  });

  it.each<readonly [string, string, string | undefined]>([
    ["a title without the marker", "@bob send the file", "@bob send the file"],
    ["a title of other words with the marker", "@bob send the file", undefined],
    ["emphasis and a link", "**send** [the file](https://e.x)", "**send** [the file](https://e.x)"],
    ["a mention written quietly", "@bob send the file", "\\@bob send the file"],
    ["other case and blanks", "@bob send the file", "@bob  Send the FILE"],
    ["two lines", "@bob send\n  the file", undefined],
    ["a long one", `send ${"a long word ".repeat(40)}`, undefined],
  ])("is known by %s", async (_, item, title) => {
    await secondCall(`- [ ] ${item}`);
    const proposed = /\[ \] (.*send.*)$/m.exec(agendaOf(2).description)?.[1] ?? "";
    const other = _.includes("other words") ? proposed.replace("send the file", "hand it over") : title;
    const task = convert(2, "send", other === undefined ? {} : { title: other });
    await holdCall(2);
    expect(boxes(agendaOf(3).description, "send")).toMatchObject([expect.stringContaining(`issue #${task}</sub>`)]);
  });

  it("with children: they move out and go on", async () => {
    await secondCall("- [ ] prepare\n  - [ ] book a room\n  - [ ] invite");
    const task = convert(2, "prepare");
    await holdCall(2);
    const next = agendaOf(3).description;
    expect(boxes(next, "prepare")).toMatchObject([expect.stringContaining(`issue #${task}</sub>`)]);
    expect([...boxes(next, "book a room"), ...boxes(next, "invite")]).toHaveLength(2);
  });

  it("of two with the same words is the one that is named, the other was taken off", async () => {
    await secondCall("### Acme\n\n- [ ] send it\n\n### GitLab\n\n- [ ] send it");
    const ids = boxes(agendaOf(2).description, "send it").map((line) => /c:(\S+?)-->/.exec(line)?.[1] ?? "");
    expect(ids).toHaveLength(2);
    const task = convert(2, ids[1] ?? "");
    stage.sandbox.as("bob").editDescription(PROJECT, agendaOf(2).iid, (text) => text.replace(/^.*send it.*\n/m, ""));
    await holdCall(2);
    expect(boxes(agendaOf(3).description, "send it")).toMatchObject([expect.stringContaining(`issue #${task}</sub>`)]);
    expect(agendaOf(3).description).toContain(`c:${ids[1]}-->`);
  });

  it("is one item with its line where that is still there", async () => {
    await secondCall("- [ ] @bob send the file\n- [ ] @sam check quota");
    convert(2, "send the file", { keepLine: true });
    convert(2, "check quota");
    await holdCall(2);
    expect(boxes(agendaOf(3).description, "send the file")).toHaveLength(1);
    expect(boxes(agendaOf(3).description, "check quota")).toHaveLength(1);
  });

  it("is one item with the reference that older GitLab leaves in its place", async () => {
    await secondCall("- [ ] @bob send the file\n- [ ] @sam check quota");
    const { iid } = agendaOf(2);
    const task = convert(2, "send the file", { keepLine: true });
    stage.sandbox
      .as("bob")
      .editDescription(PROJECT, iid, (text) => text.replace(/^- \[ \] .*send the file.*$/m, `- [ ] #${task}+`));
    await holdCall(2);
    const next = agendaOf(3).description;
    expect([...boxes(next, "send the file"), ...boxes(next, `] #${task}`)]).toHaveLength(1);
    stage.sandbox.as("bob").close(PROJECT, task);
    await runAt(3, "10:30", -3);
    expect(boxes(agendaOf(3).description, `#${task}`)[0]).toContain("[x]");
  });

  it("in the agenda it was raised in, while the next one holds it", async () => {
    await secondCall("- [ ] @bob send the file\n- [ ] @sam check quota");
    const task = convert(1, "send the file");
    await runAt(2, "09:30");
    expect(boxes(agendaOf(2).description, "send the file")).toMatchObject([
      expect.stringContaining(`issue #${task}</sub>`),
    ]);
    stage.sandbox.as("bob").close(PROJECT, task);
    await runAt(2, "09:40");
    expect(boxes(agendaOf(2).description, "send the file")[0]).toContain("[x]");
  });

  it("of a confidential agenda never goes to one that is not", async () => {
    await secondCall("- [ ] @bob send the file");
    stage.sandbox.as("jane").setConfidential(PROJECT, agendaOf(2).iid, true);
    stage.sandbox.as("bob").editDescription(PROJECT, agendaOf(2).iid, (text) => `${text}\n- [ ] secret plan\n`);
    await runAt(2, "09:30");
    convert(2, "secret plan");
    await holdCall(2);
    expect(agendaOf(3).description).not.toContain("secret plan");
  });
});

describe("an item that a person took off", () => {
  const remove = (call: number, words: string): void => {
    const pattern = new RegExp(`^.*${words}.*\n`, "m");
    stage.sandbox.as("bob").editDescription(PROJECT, agendaOf(call).iid, (text) => text.replace(pattern, ""));
  };

  it("stays off, whatever child items there are of other words", async () => {
    await secondCall("- [ ] @bob send the file\n- [ ] @sam check quota");
    remove(2, "send the file");
    stage.sandbox
      .as("bob")
      .addTask(PROJECT, agendaOf(2).iid, { title: "send the file again", description: "send the file" });
    stage.sandbox.as("bob").addTask(PROJECT, agendaOf(2).iid, { title: "Untitled", description: "send the file" });
    const { plan } = await holdCall(2);
    expect(boxes(agendaOf(3).description, "send the file")).toEqual([]);
    const why = [...plan.leftBehind.values()].flat().map((one) => one.reason.text);
    expect(why).toContain(`was in #${agendaOf(2).iid} and a person took it off`);
    expect(graphql()).toBe(1);
  });

  it.each<readonly [string, (request: { readonly path: string }) => object, string]>([
    [
      "refused",
      () => ({ kind: "status", status: 403, body: { errors: [{ message: "API not accessible for user" }] } }),
      "it answered 403 (API not accessible for user)",
    ],
    [
      "not there",
      () => ({ kind: "status", status: 404, body: "404 page not found" }),
      "it answered 404 (404 page not found)",
    ],
    [
      "too old",
      () => ({
        kind: "status",
        status: 200,
        body: { errors: [{ message: "Field 'workItems' doesn't exist on type 'Project'" }] },
      }),
      "Field 'workItems' doesn't exist on type 'Project'",
    ],
  ])("says that child items could not be asked for where GraphQL is %s", async (_, fault, why) => {
    await secondCall("- [ ] @bob send the file\n- [ ] @sam check quota");
    remove(2, "send the file");
    stage.sandbox.faults.inject({
      when: ({ path }) => path === "/api/graphql",
      times: Number.POSITIVE_INFINITY,
      ...(fault({ path: "" }) as { kind: "status"; status: number }),
    });
    const { plan } = await holdCall(2);
    const reasons = [...plan.leftBehind.values()].flat().map((one) => one.reason.text);
    expect(reasons).toContain(
      `was in #${agendaOf(2).iid} and a person took it off; its child items could not be asked for: ${why}`,
    );
  });

  it("lives on where a person wrote the agenda that it was given later, also after its call", async () => {
    stage = await setStage("2026-01-10T10:00:00Z");
    await stage.run();
    stage.sandbox
      .as("bob")
      .editDescription(PROJECT, agendaOf(1).iid, (text) => `${text}\n## Action items\n\n- [ ] @bob send the file\n`);
    stage.sandbox.clock.set(`${FIRST}T11:00:00Z`);
    stage.sandbox.as("jane").close(PROJECT, agendaOf(1).iid);
    await runAt(1, "12:00");
    const iid = stage.sandbox.as("jane").createIssue(PROJECT, {
      title: "GitLab / Acme CSM Call - 2026-01-27",
      description: "## Topics\n\n- [ ] @sam check quota",
      labels: ["meeting-agenda"],
      dueDate: CALLS[1] ?? "",
    });
    const own = () => stage.sandbox.issues(PROJECT).find((issue) => issue.iid === iid)?.description ?? "";
    await runAt(2, "10:00", -3);
    await runAt(2, "10:20", -3);
    expect(boxes(own(), "send the file")).toHaveLength(1);
    stage.sandbox.clock.set(`${CALLS[1]}T11:00:00Z`);
    stage.sandbox.as("jane").close(PROJECT, iid);
    await runAt(2, "12:00");
    await runAt(3, "10:00", -3);
    const task = stage.sandbox.as("bob").convertToTask(PROJECT, iid, "send the file");
    await runAt(3, "10:20", -3);
    stage.sandbox.as("bob").close(PROJECT, task);
    await runAt(3, "10:40", -3);
    expect(boxes(agendaOf(3).description, "send the file")[0]).toContain("[x]");
  });

  it("stays off where it was made a task in an earlier agenda", async () => {
    await secondCall("- [ ] @bob send the file\n- [ ] @sam check quota");
    convert(2, "send the file");
    await holdCall(2);
    remove(3, "send the file");
    await holdCall(3);
    expect(boxes(agendaOf(4).description, "send the file")).toEqual([]);
  });

  it("costs one request while it is new, none later", async () => {
    await secondCall("- [ ] @bob send the file\n- [ ] @sam check quota");
    remove(2, "send the file");
    await runAt(2, "10:30");
    await runAt(2, "10:40");
    expect(graphql()).toBe(1);
    await holdCall(2);
    await runAt(3, "10:00", 20);
    expect(graphql()).toBe(0);
  });
});

it("a quiet look asks nothing over GraphQL", async () => {
  await secondCall("- [ ] @bob send the file\n- [ ] @sam check quota");
  await runAt(2, "09:30");
  expect(graphql()).toBe(0);
  await holdCall(2);
  await runAt(3, "10:10", -3);
  expect(graphql()).toBe(0);
});
