import { afterEach, beforeEach, expect, it } from "vitest";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const OTHER = "account-management/emea/umbrella/collaboration";
let stage: Stage;

beforeEach(async () => {
  stage = await setStage("2026-01-12T08:00:00Z");
  stage.sandbox.addUser({ username: "eve", name: "Eve Umbrella" });
  stage.sandbox.addProject({ path: OTHER, members: { jane: 40, eve: 30, "cadence-bot": 20 }, files: {} });
  stage.sandbox.as("eve").createIssue(OTHER, { title: "Secret plan" });
});
afterEach(() => stage.close());

function agendaOf(day: string) {
  const found = stage.sandbox
    .issues(PROJECT)
    .find((issue) => issue.labels.includes("meeting-agenda") && issue.dueDate === day);
  if (found === undefined) throw new Error(`there is no agenda of ${day}`);
  return found;
}

/** The agenda of 13 January with these lines, closed; its follow-up and the next agenda. */
async function meet(lines: readonly string[]): Promise<void> {
  await stage.run();
  stage.sandbox.clock.set("2026-01-13T09:10:00Z");
  stage.sandbox
    .as("bob")
    .editDescription(PROJECT, agendaOf("2026-01-13").iid, (text) => `${text}\n\n${lines.join("\n")}\n`);
  stage.sandbox.clock.set("2026-01-13T10:30:00Z");
  stage.sandbox.as("jane").close(PROJECT, agendaOf("2026-01-13").iid);
  for (const instant of ["2026-01-13T11:00:00Z", "2026-01-26T10:00:00Z"]) {
    stage.sandbox.clock.set(instant);
    await stage.run();
  }
}

function notesOn(project: string, iid: number): readonly string[] {
  return (stage.sandbox.issues(project).find((issue) => issue.iid === iid)?.notes ?? [])
    .filter((note) => note.author === "cadence-bot")
    .map((note) => note.body);
}

it("leaves no trace in another customer's project, however it is named", async () => {
  const { url } = stage.sandbox;
  const names = [
    `${OTHER}#1`,
    `${url}/${OTHER}/-/issues/1`,
    `[plan](${url}/${OTHER}/-/issues/1)`,
    `[plan](${OTHER}#1)`,
  ];
  await meet([
    "## Recap",
    "",
    ...names,
    "",
    "## Action items",
    "",
    ...names.map((name) => `- [ ] @bob look at ${name}`),
  ]);
  expect(notesOn(OTHER, 1)).toEqual([]);
  const followUp = stage.sandbox.issues(PROJECT).find((issue) => issue.labels.includes("meeting-follow-up"));
  expect(followUp?.description.match(/look at/g)).toHaveLength(names.length);
  expect(agendaOf("2026-01-27").description).toContain(`look at ${OTHER}\\#1`);
});

it("leaves none by what the project's own templates say, and mails nobody but who they name", async () => {
  const { url } = stage.sandbox;
  const body = `${PROJECT}#1 [own](${url}/${PROJECT}/-/wikis/home)\n\n@all @account-management @sam\n\n${OTHER}#1 [x](${OTHER}#1) [plan](${url}/${OTHER}/-/issues/1) ${url}/${OTHER}/-/issues/1\n`;
  for (const name of ["Meeting Agenda", "Follow-up"]) {
    stage.sandbox.writeFile(PROJECT, `.gitlab/issue_templates/${name}.md`, `${body}\n{{action_items}}\n`);
  }
  await stage.run();
  const mentioned = stage.sandbox.notifications.filter(({ cause }) => cause === "mentioned").map(({ user }) => user);
  expect(new Set(mentioned)).toEqual(new Set(["sam"]));
  await meet(["## Action items", "", "- [ ] @bob one"]);
  expect(notesOn(OTHER, 1)).toEqual([]);
  expect(agendaOf("2026-01-13").description).toContain(
    `${PROJECT}#1 [own](${url}/${PROJECT}/-/wikis/home)\n\n\\@all \\@account-management @sam\n\n${OTHER}\\#1 [x](./${OTHER}#1)`,
  );
});

it("keeps references to the project's own issues, short, with its path and as an address", async () => {
  const { url } = stage.sandbox;
  const own = stage.sandbox.as("jane").createIssue(PROJECT, { title: "Billing" });
  const names = [`#${own}+s`, `${PROJECT}#${own}`, `${url}/${PROJECT}/-/issues/${own}`];
  await meet(["## Action items", "", ...names.map((name) => `- [ ] @bob mend ${name}, please`)]);
  const next = agendaOf("2026-01-27").description;
  for (const name of [`#${own}`, ...names.slice(1)]) expect(next).toContain(`mend ${name}, please`);
  expect(notesOn(PROJECT, own).join()).toContain("mentioned in issue");
});

it("goes on with an item that is an issue", async () => {
  const own = stage.sandbox.as("jane").createIssue(PROJECT, { title: "Billing" });
  await meet(["## Action items", "", `- [ ] #${own}+`, "- [ ] @bob other"]);
  const next = () => agendaOf("2026-01-27").description;
  expect(next()).toContain(`- [ ] #${own} <sub>#`);
  stage.sandbox.as("jane").close(PROJECT, own);
  stage.sandbox.clock.set("2026-01-26T11:00:00Z");
  await stage.run();
  expect(next()).toContain(`- [x] #${own} <sub>#`);
});
