import { z } from "zod";

const Instant = z.iso.datetime().describe("A point in time, ISO 8601 in UTC");
const Day = z.iso.date().describe("A calendar day in the project's zone");

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
  overdue: z.boolean(),
  carries: z.int().describe("How often it has been carried, this time included"),
  ageDays: z.int(),
  needsDecision: z.boolean(),
  reason: Reason,
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
      ids: z.array(z.string()),
      sources: z.array(z.int()),
    }),
    warnings: z.array(z.string()),
  })
  .describe("The issue as it will be created");

const Action = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("create-agenda"),
    series: z.string(),
    occurrence: Occurrence,
    agenda: Agenda,
    assigneeIds: z.array(z.int()),
    relateTo: z.array(z.int()),
    template: z.strictObject({ name: z.string(), source: z.string() }),
    reason: Reason,
  }),
  z.strictObject({ kind: z.literal("relate"), series: z.string(), iid: z.int(), to: z.int(), reason: Reason }),
  z.strictObject({
    kind: z.literal("close-twin"),
    series: z.string(),
    iid: z.int(),
    stays: z.int(),
    removeLabels: z.array(z.string()),
    reason: Reason,
  }),
  z.strictObject({
    kind: z.literal("set-due-date"),
    series: z.string(),
    iid: z.int(),
    dueDate: Day,
    previous: Day.nullable(),
    reason: Reason,
  }),
]);

const ErrorDocument = z.looseObject({ code: z.string(), message: z.string() });

const ProjectPlan = z.strictObject({
  project: z.string().describe("Path of the project"),
  customer: z.string(),
  at: Instant,
  actions: z.array(Action),
  skipped: z.array(
    z.strictObject({ series: z.string(), occurrence: Day.nullable(), iid: z.int().nullable(), reason: Reason }),
  ),
  leftBehind: z.array(z.strictObject({ series: z.string(), ...LeftBehind.shape })),
  warnings: z.array(z.string()),
  nextWakeAt: Instant.nullable().describe("When something changes by the passing of time alone"),
  requests: z.strictObject({ reads: z.int(), writes: z.int() }),
  applied: z
    .array(
      z.strictObject({
        action: z.int().describe("Index into actions"),
        outcome: z.enum(["done", "already-done", "failed"]),
        iid: z.int().nullable(),
        webUrl: z.string().nullable(),
        error: ErrorDocument.nullable(),
      }),
    )
    .nullable()
    .describe("What became of each action; null for `cadence plan`"),
});

/** What `cadence plan --json` and `cadence run --json` print. */
export const PlanDocument = z.strictObject({
  projects: z.array(z.union([ProjectPlan, z.strictObject({ project: z.string(), error: ErrorDocument })])),
});

/** Its JSON Schema (draft 2020-12), kept in docs/schema/plan.schema.json. */
export function planJsonSchema(): object {
  return { title: "collab-cadence plan", ...z.toJSONSchema(PlanDocument) };
}
