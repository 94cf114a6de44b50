import { asIssueIid } from "../../../src/domain/ids.ts";
import { contentHash } from "../../../src/domain/marker/content-hash.ts";
import { renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import type { Issue, Note, User } from "../../../src/gitlab/port.ts";
import { projectState } from "../../../src/reconcile/model/state.ts";
import type { Action, Details, Plan, ProjectState, Snapshot } from "../../../src/reconcile/model/types.ts";
import { planProject } from "../../../src/reconcile/plan/plan-project.ts";
import { CONFIGURATION } from "../stage.ts";
import { detailsOf } from "./details.ts";
import { anIssue, aSnapshot, BOT } from "./snapshots.ts";

export const JANE: User = { id: 1, username: "jane", name: "Jane Doe" };
export const SAM: User = { id: 2, username: "sam", name: "Sam Roe" };
/** Of the customer. */
export const BOB: User = { id: 3, username: "bob", name: "Bob Poe" };

/** Templates of these names: agendas are a heading, follow-ups what is open. */
function templatesOf({ snapshot }: ProjectState): Details["templates"] {
  const template = (name: string, text: string) => [name, { name, text, source: "the project" }] as const;
  return new Map(
    snapshot.configuration.meetings.flatMap((meeting) => [
      template(meeting.template, "## Topics\n"),
      template(meeting.followUp.template, "{{action_items}}\n"),
    ]),
  );
}

/** A project as it stands at an instant: plain values, of which a test says what matters to it. */
export interface Scene {
  readonly at: string;
  readonly issues: readonly Issue[];
  /** Lines below those of a project with one series, every second Tuesday at 10:00 in Berlin; or the whole of the file. */
  readonly also?: string;
  readonly configuration?: string;
  /** By issue iid. */
  readonly comments?: Readonly<Record<number, readonly Note[]>>;
  readonly details?: Partial<Details>;
  readonly snapshot?: Partial<Snapshot>;
  /** People are mailed in kind hours only. */
  readonly kindHours?: true;
}

/** The state that a scene is read as. */
function stateOf(scene: Scene): ProjectState {
  const { at, issues, also = "", configuration = CONFIGURATION + also, snapshot = {}, kindHours = false } = scene;
  return projectState({ ...aSnapshot(at, issues, configuration, kindHours), ...snapshot });
}

/** What is planned in a scene. Everybody named above is a member, and nobody has reacted to anything. */
export function planOf(scene: Scene): Plan {
  const state = stateOf(scene);
  const comments = new Map(
    Object.entries(scene.comments ?? {}).map(([iid, notes]) => [asIssueIid(Number(iid)), notes]),
  );
  return planProject(
    state,
    detailsOf(state, {
      templates: templatesOf(state),
      users: new Map([JANE, SAM, BOB].map((user) => [user.username, user])),
      comments,
      ...scene.details,
    }),
  );
}

/** A follow-up that the bot made for an agenda of a day, untouched since, told of where `told` says when. */
export function aFollowUp(
  iid: number,
  about: { readonly iid: number; readonly date: string; readonly closed: string },
  more: Partial<Issue> & { readonly told?: string; readonly body?: string; readonly carried?: readonly string[] } = {},
): Issue {
  const { told, body = "", carried = [], ...issue } = more;
  const facts = {
    kind: "follow-up",
    series: "cadence-call",
    occurrence: about.date,
    date: about.date,
    about: about.iid,
    carried,
    closed: about.closed,
    told: told ?? null,
  } as const;
  const unhashed = `${renderIssueMarker(facts)}\n\n${body}`;
  const description = `${renderIssueMarker({ ...facts, body: contentHash(unhashed) })}\n\n${body}`;
  return anIssue(iid, {
    title: `Follow-up: call of ${about.date}`,
    description,
    author: BOT,
    labels: ["meeting-follow-up"],
    createdAt: about.closed,
    updatedAt: about.closed,
    ...issue,
  });
}

function onto(action: Action): string {
  switch (action.kind) {
    case "create-agenda":
      return action.occurrence.id;
    case "create-follow-up":
      return `of #${action.agendaIid}, ${action.comments.map(({ what }) => what).join(" and ") || "silent"}`;
    case "edit-items":
      return [
        ...action.edits.map(
          ({ text, to, point }) => `${text} ${to ?? "as it is"}${point === null ? "" : ` at #${point}`}`,
        ),
        ...(action.late === null ? [] : [`late ${action.late.items.map(({ text }) => text).join(", ")}`]),
      ].join("; ");
    case "comment":
    case "edit-comment":
    case "delete-comment":
      return action.what;
    case "add-boxes":
      return `${action.count}`;
    case "set-labels":
      return [...action.add.map((name) => `+${name}`), ...action.remove.map((name) => `-${name}`)].join(" ");
    case "set-due-date":
      return `${action.previous} to ${action.dueDate}`;
    case "relate":
      return `to #${action.to}`;
    case "close-twin":
      return `of #${action.stays}`;
    case "settle-follow-up":
      return "settled";
    case "close-follow-up":
      return `of #${action.agendaIid}`;
    case "snooze":
      return `${action.id} until ${action.until}`;
    case "take-up":
      return Object.entries(action.facts)
        .map(([key, value]) => `${key} ${value}`)
        .join();
    case "assign":
      return `${action.from.join(", ")} to ${action.to}`;
    case "react":
      return `${action.name} ${action.items.join()}`.trimEnd();
    case "refresh-follow-up":
      return `${action.reopen ? "reopened" : "open"}, due ${action.dueDate ?? "as it is"}`;
    case "promote-item":
      return `${action.title}${action.confidential ? ", confidential" : ""}, assigned ${action.assigneeIds.join() || "to nobody"}, pointed at in ${action.pointers.map(({ iid }) => `#${iid}`).join() || "none"}`;
    case "create-label":
      return action.label.name;
    case "reopen-follow-up":
      return "";
    case "skip-call":
      return action.occurrence;
  }
}

/** What a plan does, a line each: the kind of action, the issue, what matters of it, and the rule. */
export function actionsOf({ actions }: Pick<Plan, "actions">): readonly string[] {
  return actions.map((action) => {
    const issue = "iid" in action ? `#${action.iid}` : "";
    const words = [action.kind, issue, onto(action)].filter((word) => word !== "");
    return `${words.join(" ")} (${action.reason.rule})`;
  });
}

/** What a plan leaves alone, a line each. */
export function skippedOf({ skipped }: Pick<Plan, "skipped">): readonly string[] {
  return skipped.map(({ iid, occurrence, reason }) =>
    `${iid === null ? (occurrence ?? "") : `#${iid}`} ${reason.rule}`.trim(),
  );
}
