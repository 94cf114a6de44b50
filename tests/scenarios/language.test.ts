import { afterEach, describe, expect, it } from "vitest";
import { readShippedTemplate } from "../../src/app/shipped-templates.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";

const GERMAN = `language: de\n${CONFIGURATION}`;
const TEMPLATE_PATH = ".gitlab/issue_templates/Meeting Agenda.md";

let stage: Stage | null = null;
async function start(now: string, options: Parameters<typeof setStage>[1] = {}): Promise<Stage> {
  stage = await setStage(now, options);
  return stage;
}
afterEach(async () => {
  await stage?.close();
  stage = null;
});

/** What another run would do: only that the file has another language now must set nothing off. */
async function leftToDo({ sandbox, plan }: Stage, configuration: string): Promise<readonly string[]> {
  sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", configuration);
  const { plan: planned } = await plan();
  return planned.actions.map(({ kind, reason }) => `${kind}: ${reason.text}`);
}

describe("the language of a project", () => {
  it("is that of agendas, follow-ups and comments", async () => {
    const { sandbox, run } = await start("2026-11-28T10:00:00Z", { configuration: GERMAN });
    await run();
    const agenda = sandbox.issue(PROJECT, 1);
    expect(agenda.title).toBe("GitLab / Acme CSM-Termin - 2026-12-01");
    expect(agenda.description).toContain("Di., 1. Dez. 2026");
    expect(agenda.description).toContain("## Zusammenfassung und nächste Schritte");
    sandbox.clock.set("2026-12-01T09:30:00Z");
    sandbox
      .as("jane")
      .editDescription(
        PROJECT,
        1,
        (text) => `${text}\n## Aktionspunkte\n\n- [ ] @bob Diagramm senden, bis 2026-12-03\n- [ ] Raum buchen\n`,
      );
    sandbox.clock.set("2026-12-01T10:00:00Z");
    sandbox.as("jane").close(PROJECT, 1);
    sandbox.clock.advance(180_000);
    await run();
    const followUp = sandbox.issues(PROJECT).find(({ labels }) => labels.includes("meeting-follow-up"));
    expect(followUp?.title).toBe("Nachbereitung: GitLab / Acme CSM-Termin - 2026-12-01");
    expect(followUp?.description).toContain("## Aktionspunkte");
    const said = followUp?.notes.filter(({ system }) => !system).map(({ body }) => body);
    expect(said?.join("\n")).toContain("„Raum buchen“");
    sandbox.clock.set("2026-12-01T12:00:00Z");
    await run();
    const told = sandbox.issue(PROJECT, followUp?.iid ?? 0).notes.filter(({ system }) => !system);
    expect(told.at(-1)?.body).toContain("Dies ist die Nachbereitung unseres Termins (#1).");
    sandbox.clock.set("2026-12-12T10:00:00Z");
    await run();
    const next = sandbox.issues(PROJECT).find(({ dueDate }) => dueDate === "2026-12-15");
    expect(next?.description).toContain("Diagramm senden, fällig am 2026-12-03");
    expect(next?.description).toContain("Raum buchen");
  });

  it("rewrites nothing when it changes, and all that was written before is read", async () => {
    const here = await start("2026-11-28T10:00:00Z");
    const { sandbox, run } = here;
    await run();
    expect(await leftToDo(here, GERMAN)).toEqual([]);
    await leftToDo(here, CONFIGURATION);
    sandbox.clock.set("2026-12-01T09:30:00Z");
    sandbox
      .as("jane")
      .editDescription(
        PROJECT,
        1,
        (text) => `${text}\n## Action items\n\n- [ ] @bob send the diagram, due 2026-12-03\n- [ ] book a room\n`,
      );
    sandbox.clock.set("2026-12-01T10:00:00Z");
    sandbox.as("jane").close(PROJECT, 1);
    sandbox.clock.advance(180_000);
    await run();
    const [, draft] = sandbox.issues(PROJECT);
    expect(draft?.description).toContain("## Action items");
    expect(await leftToDo(here, GERMAN)).toEqual([]);
    sandbox.clock.set("2026-12-12T10:00:00Z");
    await run();
    const textOf = (description = ""): string => description.replace(/^<!--.*-->/, "");
    expect(textOf(sandbox.issue(PROJECT, draft?.iid ?? 0).description)).toBe(textOf(draft?.description));
    const next = sandbox.issues(PROJECT).find(({ dueDate }) => dueDate === "2026-12-15");
    expect(next?.title).toContain("CSM-Termin");
    const lines = next?.description.split("\n").filter((line) => line.startsWith("- [ ] "));
    expect(lines).toHaveLength(2);
    expect(await leftToDo(here, CONFIGURATION)).toEqual([]);
  });

  it("is that of a copy of a shipped template which nobody changed, and of no other template", async () => {
    const english = (await readShippedTemplate("Meeting Agenda", "en")) ?? "";
    const copied = await start("2026-11-28T10:00:00Z", { configuration: GERMAN, files: { [TEMPLATE_PATH]: english } });
    await copied.run();
    expect(copied.sandbox.issue(PROJECT, 1).description).toContain("## Themen");
    await copied.close();
    const files = { [TEMPLATE_PATH]: `${english}\n## Our own part\n` };
    const own = await start("2026-11-28T10:00:00Z", { configuration: GERMAN, files });
    await own.run();
    expect(own.sandbox.issue(PROJECT, 1).description).toContain("## Our own part");
    expect(own.sandbox.issue(PROJECT, 1).description).toContain("## Topics");
  });
});
