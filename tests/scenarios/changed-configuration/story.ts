import { parseIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

type SandboxIssue = ReturnType<Stage["sandbox"]["issue"]>;

const ZONE = "timezone: Europe/Berlin\n";

const HEAD = `customer: Acme
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
`;

/** One project whose configuration changes while agendas are open. */
export interface Story {
  readonly stage: Stage;
  /** Writes another configuration: series by id, the lines of each; `head` goes above them. */
  configure(series: Readonly<Record<string, readonly string[]>>, head?: string): void;
  /** Sets the clock and runs; answers the kinds of the actions. */
  at(instant: string): Promise<readonly string[]>;
  /** Open issues that are agendas by their marker: `#1 cadence-call/2026-12-01 date 2026-12-01 due 2026-12-01`. */
  agendas(): readonly string[];
  say(...args: readonly string[]): Promise<string>;
}

function words(issue: SandboxIssue): readonly string[] {
  const marker = parseIssueMarker(issue.description);
  if (marker?.kind !== "agenda" || issue.state !== "opened") return [];
  return [`#${issue.iid} ${marker.series}/${marker.occurrence} date ${marker.date} due ${issue.dueDate}`];
}

function yaml(series: Readonly<Record<string, readonly string[]>>, head: string): string {
  const meetings = Object.entries(series).map(
    ([id, lines]) => `  ${id}:\n${lines.map((one) => `    ${one}\n`).join("")}`,
  );
  return `${HEAD}${head.includes("timezone") ? "" : ZONE}${head}meetings:\n${meetings.join("")}`;
}

/** Begins a story with one configuration. */
export async function tell(
  now: string,
  series: Readonly<Record<string, readonly string[]>>,
  head = "",
): Promise<Story> {
  const stage = await setStage(now, { configuration: yaml(series, head) });
  const { sandbox } = stage;
  return {
    stage,
    configure: (next, top = "") => sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", yaml(next, top)),
    async at(instant) {
      sandbox.clock.set(instant);
      const { applied } = await stage.run();
      const failed = applied.find((one) => one.error !== null);
      if (failed !== undefined) throw failed.error ?? new Error("a step of a story failed");
      return applied.map((one) => one.action.kind);
    },
    agendas: () => sandbox.issues(PROJECT).flatMap(words),
    say: async (...args) => {
      const { out, err } = await command(stage, [...args, "-p", PROJECT]);
      return out + err;
    },
  };
}
