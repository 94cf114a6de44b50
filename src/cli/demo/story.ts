import type { IssueState } from "../../sandbox/index.ts";
import { type DemoStage, PROJECT } from "./stage.ts";
import type { Teller } from "./teller.ts";

/** New items where the shipped template asks for them: above the date of the next call. */
function addItems(text: string, ...items: readonly string[]): string {
  const list = items.map((item) => `- [ ] ${item}`).join("\n");
  return `${text.trimEnd()}\n\n${list}\n`;
}

/** The agenda of the call first planned for a day, by its title: numbers depend on what else was made. */
export function demoAgenda({ sandbox }: DemoStage, date: string): IssueState {
  const found = sandbox.issues(PROJECT).find(({ title }) => title.startsWith("GitLab") && title.endsWith(date));
  if (found === undefined) throw new Error(`the demo has no agenda of ${date}`);
  return found;
}

/** January: the first agenda, and items that people write into it. */
export async function january(stage: DemoStage, tell: Teller): Promise<void> {
  const { sandbox, run } = stage;
  tell.chapter("January: the first call");
  sandbox.clock.set("2026-01-08T09:00:00Z");
  tell.run(await run());
  sandbox.clock.set("2026-01-13T09:20:00Z");
  tell.person("jane", "writes down what was agreed, while they talk");
  sandbox
    .as("jane")
    .editDescription(PROJECT, 1, (text) =>
      addItems(
        text,
        "@bob Upload the architecture diagram, due 2026-01-20",
        "@jane Share the upgrade guide\n  - [ ] ask Support about Geo",
        "@sam Plan the CI workshop",
      ),
    );
  sandbox.clock.set("2026-01-13T09:30:00Z");
  tell.person("bob", "adds an item of his own, with /close on a new line and @all in it");
  sandbox
    .as("bob")
    .editDescription(PROJECT, 1, (text) =>
      text.replace(
        "- [ ] @sam",
        "- [ ] Tell @all about the maintenance window\n\n  /close\n  /label ~urgent\n- [ ] @sam",
      ),
    );
  sandbox.clock.set("2026-01-13T10:00:00Z");
  tell.person("jane", "closes the agenda #1: the call is over");
  sandbox.as("jane").close(PROJECT, 1);
  sandbox.clock.set("2026-01-13T10:05:00Z");
  tell.run(await run());
  sandbox.clock.set("2026-01-13T11:05:00Z");
  tell.run(await run());
  tell.note("jane had an hour to proofread the follow-up; now everybody who took part is told, once");
  sandbox.clock.set("2026-01-16T09:00:00Z");
  tell.person("bob", 'ticks "Tell @all about the maintenance window" in the follow-up #2');
  sandbox.as("bob").tick(PROJECT, 2, "about the maintenance window");
  sandbox.clock.set("2026-01-16T10:00:00Z");
  tell.run(await run());
  sandbox.clock.set("2026-01-22T09:00:00Z");
  tell.run(await run());
  const agenda = demoAgenda(stage, "2026-01-27");
  tell.note(
    `#${agenda.iid} is ${agenda.state === "opened" ? "open" : "closed"}, its labels are ${agenda.labels.join(", ")}: what bob typed is text, it ran nothing`,
  );
  const told = sandbox.notifications.filter((one) => one.iid === agenda.iid && one.cause === "mentioned").length;
  tell.note(`${told} people were mentioned by the new agenda: its attendees. @all was told nothing`);
}

/** February: a tick, a crash, a moved call, a skipped call. */
export async function february(stage: DemoStage, tell: Teller): Promise<void> {
  const { sandbox, run, killedRun } = stage;
  const second = demoAgenda(stage, "2026-01-27").iid;
  tell.chapter("February: ticks, a crash, a moved call, a skipped call");
  sandbox.clock.set("2026-01-27T09:45:00Z");
  tell.person("jane", `ticks "Share the upgrade guide" in #${second}; the question to Support stays open`);
  sandbox.as("jane").tick(PROJECT, second, "Share the upgrade guide");
  sandbox.as("jane").close(PROJECT, second);
  sandbox.clock.set("2026-02-05T09:00:00Z");
  await killedRun();
  const third = demoAgenda(stage, "2026-02-10").iid;
  tell.person("kill -9", `a run dies right after GitLab created the agenda #${third}`);
  sandbox.clock.set("2026-02-05T10:00:00Z");
  tell.run(await run());
  const agendas = sandbox.issues(PROJECT).filter((issue) => issue.dueDate === "2026-02-10");
  tell.note(
    `agendas of 10 February: ${agendas.length}. The second run found #${third} and only finished what was left`,
  );
  sandbox.clock.set("2026-02-09T12:00:00Z");
  tell.person("bob", `moves the due date of #${third} to 12 February: the call is two days later`);
  sandbox.as("bob").setDueDate(PROJECT, third, "2026-02-12");
  sandbox.clock.set("2026-02-12T10:00:00Z");
  tell.person("sam", `closes #${third} after the call`);
  sandbox.as("sam").close(PROJECT, third);
  sandbox.clock.set("2026-02-19T09:00:00Z");
  tell.run(await run());
  const fourth = demoAgenda(stage, "2026-02-24").iid;
  sandbox.clock.set("2026-02-23T09:00:00Z");
  tell.person("jane", `is ill and closes #${fourth} before its call: that call is skipped`);
  sandbox.as("jane").close(PROJECT, fourth);
}

/** March: everything still open arrives, old items ask for a decision. */
export async function march(stage: DemoStage, tell: Teller): Promise<void> {
  const { sandbox, run } = stage;
  tell.chapter("March: nothing was lost");
  sandbox.clock.set("2026-03-02T09:00:00Z");
  tell.run(await run());
  sandbox.clock.set("2026-03-05T09:00:00Z");
  tell.run(await run());
  tell.note("the fortnight kept its rhythm, and what was open in the skipped one came along");
  sandbox.clock.set("2026-03-10T09:50:00Z");
  const fifth = demoAgenda(stage, "2026-03-10").iid;
  tell.person("jane", 'marks "Plan the CI workshop" as not applicable: [~]');
  sandbox.as("jane").inapplicable(PROJECT, fifth, "Plan the CI workshop");
  sandbox.as("jane").close(PROJECT, fifth);
  sandbox.clock.set("2026-03-19T09:00:00Z");
  tell.run(await run());
}
