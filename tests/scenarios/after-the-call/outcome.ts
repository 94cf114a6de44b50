import { parseIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { PROJECT, type Stage } from "../../support/stage.ts";

type IssueState = ReturnType<Stage["sandbox"]["issue"]>;

const BOT = "cadence-bot";
const RUN_LATER_MS = 5 * 60_000;

/** Lets the product look again some times, five minutes apart: longer than it leaves an edited issue alone. */
export async function settle(stage: Stage, runs = 3): Promise<void> {
  for (let run = 1; run <= runs; run += 1) {
    stage.sandbox.clock.advance(RUN_LATER_MS);
    await stage.run();
  }
}

function timeless(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "<instant>");
}

function firstLine(body: string): string {
  return timeless(body.split("\n")[0] ?? "");
}

/** What people see of one issue, a fact per line; instants left out, since they tell when, not what. */
function facts(issue: IssueState): readonly string[] {
  const { iid, title, state, dueDate, confidential } = issue;
  const changes = issue.labelEvents.map((event) => `${event.action} ${event.label}`).sort();
  return [
    `${title} | ${state} | due ${dueDate} | ${confidential ? "confidential" : "open to all"}`,
    `labels ${issue.labels.join(", ")} by ${changes.join(", ")}`,
    `assigned ${issue.assignees.join(", ")}`,
    `related ${issue.links
      .map((link) => link.iid)
      .sort((a, b) => a - b)
      .join(", ")}`,
    ...issue.notes
      .filter((note) => !note.system)
      .map((note) => {
        const reactions = note.reactions.map((one) => `${one.user} ${one.name}`).join(", ");
        return `${note.author}: ${firstLine(note.body)} [${reactions}]`;
      })
      .sort(),
    ...timeless(issue.description).split("\n"),
  ].map((line) => `#${iid} ${line}`);
}

/** Everything that a run has brought about in the project. */
export function outcomeOf(stage: Stage): readonly string[] {
  return stage.sandbox.issues(PROJECT).flatMap(facts);
}

/** How often each person was told of an issue. */
export function toldOf(stage: Stage): readonly string[] {
  return stage.sandbox.notifications.map(({ user, cause, iid }) => `${user} ${cause} #${iid}`).sort();
}

function identityOf(issue: IssueState): string | null {
  const marker = issue.author === BOT ? parseIssueMarker(issue.description) : null;
  if (marker === null) return null;
  return marker.kind === "item" ? `issue of ${marker.carried.join()}` : `${marker.kind} of ${marker.occurrence}`;
}

function repeated(all: readonly string[]): readonly string[] {
  return [...new Set(all.filter((one, index) => all.indexOf(one) !== index))];
}

const KIND_LABELS: readonly string[] = ["meeting-agenda", "meeting-follow-up"];

/** What exists twice though it may exist only once (law 1); a twin that was ended does not count. */
export function twice(stage: Stage): readonly string[] {
  const issues = stage.sandbox.issues(PROJECT);
  const standing = issues.filter(
    (issue) => issue.state === "opened" || KIND_LABELS.some((label) => issue.labels.includes(label)),
  );
  const made = standing.flatMap((issue) => identityOf(issue) ?? []);
  const said = issues.flatMap((issue) =>
    issue.notes
      .filter((note) => !note.system && note.author === BOT)
      .map((note) => `${firstLine(note.body)} on #${issue.iid}`),
  );
  return [...repeated(made), ...repeated(said)];
}

/** Lines of one that the other has not, both ways. */
export function difference(expected: readonly string[], found: readonly string[]): readonly string[] {
  const count = (list: readonly string[], line: string): number => list.filter((one) => one === line).length;
  const lines = [...new Set([...expected, ...found])];
  return lines.flatMap((line) => {
    const surplus = count(found, line) - count(expected, line);
    if (surplus === 0) return [];
    return [`${surplus > 0 ? "surplus" : "missing"}: ${line}`];
  });
}
