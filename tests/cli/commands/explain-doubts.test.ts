import { afterEach, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

let stage: Stage;
afterEach(() => stage.close());

async function explain(...options: readonly string[]): Promise<string> {
  return (await command(stage, ["explain", "-p", PROJECT, ...options])).out;
}

it("names words that counted without a colon in earlier versions, and lines that were copied with their marker", async () => {
  stage = await setStage("2026-11-16T10:00:00Z");
  const { sandbox } = stage;
  const hand = { labels: ["meeting-agenda"], title: "Our call", dueDate: "2026-11-17" };
  const description = "- [ ] DONE is better than perfect\n- [ ] Send the file\n- [ ] WONT: not that\n";
  sandbox.as("jane").createIssue(PROJECT, { ...hand, description });
  sandbox.clock.set("2026-11-28T10:00:00Z");
  await stage.run();
  sandbox.as("jane").editDescription(PROJECT, 2, (text) => {
    const line = text.split("\n").find((one) => one.includes("Send the file")) ?? "";
    return text.replace(line, `${line}\n${line.replace("the file", "another file")}`);
  });
  sandbox.clock.set("2026-11-28T11:00:00Z");

  const out = await explain();
  expect(out).toContain(
    '? #2 "DONE is better than perfect": DONE counts only as "DONE:", "DONE -" or "[DONE]": the item is open',
  );
  expect(out).toContain('? #2 "Send another file": the copy of a line with its marker; taken for new');
  const [series] = JSON.parse(await explain("--json")).projects[0].series;
  expect(series.doubtful.map((one: { text: string }) => one.text)).toEqual(["Send another file"]);
  expect(series.lapsed.map((one: { text: string }) => one.text)).toEqual(["DONE is better than perfect"]);

  // Both are carried, and nothing of the bot's stays in their words.
  sandbox.clock.set("2026-12-12T10:00:00Z");
  await stage.run();
  const next = sandbox.issues(PROJECT).find((issue) => issue.dueDate === "2026-12-15")?.description ?? "";
  expect(next).toMatch(/- \[ \] Send the file <sub>#1 · 2nd time<\/sub> <!--/);
  expect(next).toMatch(/- \[ \] Send another file <sub>#2<\/sub> <!--/);
});

it("names each box below a list of people that is carried because it may be more than a name", async () => {
  stage = await setStage("2026-11-16T10:00:00Z");
  const hand = { labels: ["meeting-agenda"], title: "Our call", dueDate: "2026-11-17" };
  const people = "- [ ] Ann\n- [ ] check quota\n- [ ] Ben\n  - [ ] @bob Terraform\n- [x] send the slides";
  stage.sandbox.as("jane").createIssue(PROJECT, { ...hand, description: `## Attendees\n\n${people}\n` });
  stage.sandbox.clock.set("2026-11-20T10:00:00Z");
  const out = await explain();
  const why = 'stands under attendees, "Attendees", and reads as more than a name: it is taken for an action item';
  expect(out).toContain(`? #1 "check quota": ${why}`);
  expect(out).toContain(`? #1 "@bob Terraform": ${why}`);
  expect(out.match(/reads as more than a name/g)).toHaveLength(2);
  const [series] = JSON.parse(await explain("--json")).projects[0].series;
  expect(series.doubtful.map((one: { text: string }) => one.text)).toEqual(["check quota", "@bob Terraform"]);
});

it("tells items of the same words apart by what they stand under", async () => {
  stage = await setStage("2026-11-16T10:00:00Z");
  const hand = { labels: ["meeting-agenda"], title: "Our call", dueDate: "2026-11-17" };
  const groups = "**Customer**\n\n- [ ] check #1\n\n**Partner**\n\n- [ ] check #1\n- [ ] other";
  const nested = "- [ ] A\n  - [ ] test\n- [ ] B\n  - Week 1\n    - [ ] test";
  const description = `## Action items\n\n${groups}\n\n## Topics\n\n${nested}\n`;
  stage.sandbox.as("jane").createIssue(PROJECT, { ...hand, description });
  stage.sandbox.clock.set("2026-11-20T10:00:00Z");
  const { out } = await command(stage, ["items", "-p", PROJECT]);
  for (const name of ["Customer › check #1", "Partner › check #1", "A › test", "B › Week 1 › test"])
    expect(out).toContain(name);
  expect(out).not.toContain("› other");
  const markdown = (await command(stage, ["items", "-p", PROJECT, "--markdown"])).out;
  expect(markdown).toContain("| Customer › check #1 |");
  const explained = await explain();
  for (const name of ["Customer › check #1", "Partner › check #1"]) expect(explained).toContain(name);
  stage.sandbox.as("jane").tick(PROJECT, 1, "check");
  stage.sandbox.clock.set("2026-11-28T10:00:00Z");
  expect(await explain()).toMatch(/#1 Customer › check #1 +stays: ticked/);
});

it("prints what people wrote as JSON without control characters", async () => {
  stage = await setStage("2026-11-16T10:00:00Z");
  const hand = { labels: ["meeting-agenda"], title: "Our call", dueDate: "2026-11-17" };
  stage.sandbox
    .as("jane")
    .createIssue(PROJECT, { ...hand, description: "## A\n<!-- cadence:checklist -->\n\n- [ ] Ann \u009b31m\n" });
  stage.sandbox.clock.set("2026-11-28T10:00:00Z");
  const out = await explain("--json");
  expect(out).toContain("Ann \\u009b31m");
  expect(out).not.toMatch(/[\u007f-\u009f]/);
});
