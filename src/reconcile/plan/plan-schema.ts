import { z } from "zod";
import { FollowUp, NoteKind } from "./plan-schema-follow-up.ts";

const Instant = z.iso.datetime().describe("A point in time, ISO 8601 in UTC");
const Day = z.iso.date().describe("A calendar day in the project's zone");

const MarkedCall = z.strictObject({ occurrence: Day, date: Day }).describe("The call that the bot's marker names");

const Reason = z
  .strictObject({
    rule: z.string().describe("Stable name of the rule"),
    text: z.string().describe("One sentence for people"),
    data: z.record(z.string(), z.unknown()).describe("The facts the rule looked at"),
  })
  .describe("Why something is done or left alone");

const Occurrence = z
  .strictObject({
    series: z.string(),
    id: Day.describe("The day the call was first planned for; stays when it moves"),
    date: Day,
    time: z.string().describe("HH:MM in the project's zone"),
    start: Instant,
    end: Instant,
    agendaDueAt: Instant,
    state: z.enum(["planned", "skipped"]),
    reasons: z.array(Reason),
  })
  .describe("One call of a series");

const CarriedItem = z.strictObject({
  id: z.string().describe("Issue where it was raised, and a tag: the same in every copy"),
  origin: z.int().describe("iid of the issue where it was raised"),
  from: z.int().describe("iid of the issue its text was taken from"),
  text: z.string().describe("Inert Markdown on one line"),
  notes: z.string().describe("Inert Markdown blocks, or empty"),
  get children() {
    return z.array(CarriedItem);
  },
  group: z.string().nullable().describe("Heading it is shown under"),
  owner: z.string().nullable().describe("User name without @"),
  due: Day.nullable(),
  unclearDue: z.string().nullable().describe("A day that can be read in two ways or that there is none of, as written"),
  overdue: z.boolean(),
  carries: z.int().describe("How often it has been carried, this time included"),
  ageDays: z.int(),
  needsDecision: z.boolean(),
  issue: z.int().nullable().describe("iid of the issue of its own"),
  reason: Reason,
});

const StandingItem = z.strictObject({
  id: z.string(),
  state: z.enum(["open", "done", "inapplicable"]),
  path: z.array(z.string()).describe("Normalised texts of the items around it and of itself, outermost first"),
  text: z.string().describe("As people left it, on one line"),
  notes: z.string().describe("What stands below it"),
});

const LeftBehind = z.strictObject({ iid: z.int(), text: z.string(), reason: Reason });

const Agenda = z
  .strictObject({
    title: z.string(),
    description: z.string(),
    labels: z.array(z.string()),
    assignees: z.array(z.string()).describe("User names without @"),
    dueDate: Day,
    confidential: z.boolean(),
    milestone: z.string().nullable(),
    carry: z.strictObject({
      items: z.array(CarriedItem),
      leftBehind: z.array(LeftBehind),
      standing: z.array(StandingItem).describe("What goes on in the boxes that the template brings"),
      ids: z.array(z.string()),
      sources: z.array(z.int()),
    }),
    warnings: z.array(z.string()),
  })
  .describe("The issue as it will be created");

const Box = z.enum(["open", "done", "inapplicable"]);

const ItemEdit = z
  .strictObject({
    id: z.string(),
    text: z.string().describe("The item as it stands in this issue"),
    index: z.int().describe("Which item of the issue it is, from 0"),
    marked: z.boolean().describe("Whether it is known there by its marker"),
    from: Box,
    to: Box.nullable().describe("Null leaves the box alone"),
    point: z.int().nullable().describe("iid of the issue its line is to point to"),
    reason: Reason,
  })
  .describe("One change of the box, or of the pointer, of an item in one issue");

const LateItems = z
  .strictObject({
    items: z.array(CarriedItem),
    ids: z.array(z.string()),
    note: z
      .strictObject({ noteId: z.int().nullable(), body: z.string() })
      .nullable()
      .describe("The comment that remembers them on an agenda which a person wrote"),
  })
  .describe("Items raised since the agenda was made");

const Template = z.strictObject({ name: z.string(), source: z.string() });
const AssigneeIds = z.array(z.int()).describe("Ids of GitLab users");

function action<K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  return z.strictObject({
    kind: z.literal(kind),
    series: z.string().describe("Id of the meeting series; empty where it concerns the project"),
    ...shape,
    reason: Reason,
  });
}

function onIssue<K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  return action(kind, { iid: z.int(), ...shape });
}

const Action = z.discriminatedUnion("kind", [
  action("create-agenda", {
    occurrence: Occurrence,
    agenda: Agenda,
    assigneeIds: AssigneeIds,
    relateTo: z.array(z.int()),
    template: Template,
  }),
  action("create-follow-up", {
    occurrence: Day.describe("Id of the call, or the day of an agenda off the schedule"),
    agendaIid: z.int(),
    followUp: FollowUp,
    assigneeIds: AssigneeIds,
    comments: z.array(z.strictObject({ what: NoteKind, body: z.string() })),
    template: Template,
  }),
  action("promote-item", {
    id: z.string().describe("Id of the item"),
    title: z.string(),
    description: z.string(),
    labels: z.array(z.string()),
    assigneeIds: AssigneeIds,
    dueDate: Day.nullable(),
    confidential: z.boolean(),
    relateTo: z.array(z.int()),
    pointers: z.array(z.strictObject({ iid: z.int(), edit: ItemEdit.omit({ point: true }) })),
  }),
  action("create-label", { label: z.strictObject({ name: z.string(), color: z.string(), description: z.string() }) }),
  onIssue("refresh-follow-up", {
    followUp: FollowUp,
    expected: z.string().describe("The description it replaces; another one stays"),
    reopen: z.boolean(),
    dueDate: Day.nullable().describe("Null leaves it alone"),
  }),
  onIssue("edit-items", { edits: z.array(ItemEdit), late: LateItems.nullable() }),
  onIssue("comment", { body: z.string(), what: NoteKind }),
  onIssue("edit-comment", { noteId: z.int(), body: z.string(), what: NoteKind }),
  onIssue("delete-comment", { noteId: z.int(), what: NoteKind }),
  onIssue("react", {
    noteId: z.int(),
    name: z.string(),
    items: z.array(z.string()).describe("Ids of the items that were asked about"),
  }),
  onIssue("relate", { to: z.int() }),
  onIssue("close-twin", { stays: z.int(), removeLabels: z.array(z.string()) }),
  onIssue("set-due-date", { dueDate: Day.nullable(), previous: Day.nullable(), marker: MarkedCall.nullable() }),
  onIssue("set-labels", { add: z.array(z.string()), remove: z.array(z.string()) }),
  onIssue("close-follow-up", { agendaIid: z.int() }),
  onIssue("reopen-follow-up", {}),
  onIssue("skip-call", { occurrence: z.string() }),
  onIssue("snooze", { id: z.string().describe("Id of the item"), until: Day }),
  onIssue("take-up", {
    facts: z.union([
      z.strictObject({ closed: Instant }),
      z.strictObject({ told: Instant }),
      z.strictObject({ assigned: z.string() }),
    ]),
  }),
  onIssue("assign", { from: z.array(z.string()), to: z.string(), toId: z.int() }),
]);

const ErrorDocument = z.looseObject({ code: z.string(), message: z.string() });

const ProjectPlan = z.strictObject({
  project: z.string().describe("Path of the project"),
  customer: z.string(),
  at: Instant,
  actions: z.array(Action),
  skipped: z.array(
    z.strictObject({
      series: z.string(),
      occurrence: Day.nullable(),
      date: Day.optional().describe("The day the call takes place"),
      iid: z.int().nullable(),
      reason: Reason,
    }),
  ),
  leftBehind: z.array(z.strictObject({ series: z.string(), ...LeftBehind.shape })),
  warnings: z.array(z.string()),
  problems: z
    .array(ErrorDocument)
    .describe("What people must mend, such as a template; the rest is planned all the same"),
  nextWakeAt: Instant.nullable().describe("When something changes by the passing of time alone"),
  requests: z.strictObject({ reads: z.int(), writes: z.int() }),
  run: z.string().nullable().describe("Id of the run in the audit file; null where nothing was noted"),
  applied: z
    .array(
      z.strictObject({
        action: z.int().describe("Index into actions"),
        outcome: z
          .enum(["done", "already-done", "put-off", "failed"])
          .describe("put-off: people changed what it was about meanwhile, the next run looks again"),
        iid: z.int().nullable(),
        webUrl: z.string().nullable(),
        error: ErrorDocument.nullable(),
      }),
    )
    .nullable()
    .describe("What became of each action; null for `plan`"),
});

/** What `cadence plan --json` and `cadence run --json` print. */
export const PlanDocument = z.strictObject({
  projects: z.array(z.union([ProjectPlan, z.strictObject({ project: z.string(), error: ErrorDocument })])),
});

/** Its JSON Schema (draft 2020-12), kept in docs/schema/plan.schema.json. */
export function planJsonSchema(): object {
  return { title: "collab-cadence plan", ...z.toJSONSchema(PlanDocument) };
}
