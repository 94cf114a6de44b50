import * as z from "zod/mini";
import { IssueIid } from "../../domain/ids.ts";
import { documents } from "../actions/documents.ts";
import type { ActionKind } from "../actions/kind.ts";
import { ACTION_KINDS, type Action } from "../actions/kinds.ts";
import { about } from "../actions/schema.ts";

const { Day, Instant, LEFT_BEHIND, Reason } = documents;

function actionSchema(kind: string, { shape }: Pick<ActionKind<never>, "shape">) {
  return z.strictObject({
    kind: z.literal(kind),
    series: about("Id of the meeting series; empty where it concerns the project", z.string()),
    ...(shape(documents as never) as Readonly<Record<string, z.ZodMiniType>>),
    reason: Reason,
  });
}

const [first, ...others] = Object.entries(ACTION_KINDS).map(([kind, row]) => actionSchema(kind, row));
if (first === undefined) throw new Error("no kind of action");
// The type of an action is inferred from the same shapes, one by one.
const AnyAction = z.discriminatedUnion("kind", [first, ...others]) as unknown as z.ZodMiniType<Action>;

const ErrorDocument = z.looseObject({ code: z.string(), message: z.string() });

const ProjectPlan = z.strictObject({
  project: about("Path of the project", z.string()),
  customer: z.string(),
  at: Instant,
  actions: z.array(AnyAction),
  skipped: z.array(
    z.strictObject({
      series: z.string(),
      occurrence: z.nullable(Day),
      date: about("The day the call takes place", z.optional(Day)),
      iid: z.nullable(IssueIid),
      reason: Reason,
    }),
  ),
  leftBehind: z.array(z.strictObject({ series: z.string(), ...LEFT_BEHIND })),
  warnings: z.array(z.string()),
  problems: about(
    "What people must mend, such as a template; the rest is planned all the same",
    z.array(ErrorDocument),
  ),
  nextWakeAt: about("When something changes by the passing of time alone", z.nullable(Instant)),
  requests: z.strictObject({ reads: z.int(), writes: z.int() }),
  run: about("Id of the run in the audit file; null where nothing was noted", z.nullable(z.string())),
  applied: about(
    "What became of each action; null for `plan`",
    z.nullable(
      z.array(
        z.strictObject({
          action: about("Index into actions", z.int()),
          outcome: about(
            "put-off: people changed what it was about meanwhile, the next run looks again",
            z.enum(["done", "already-done", "put-off", "failed"]),
          ),
          iid: z.nullable(IssueIid),
          webUrl: z.nullable(z.string()),
          error: z.nullable(ErrorDocument),
        }),
      ),
    ),
  ),
});

/** What `cadence plan --json` and `cadence run --json` print. */
export const PlanDocument = z.strictObject({
  projects: z.array(z.union([ProjectPlan, z.strictObject({ project: z.string(), error: ErrorDocument })])),
});

/** Its JSON Schema (draft 2020-12), kept in docs/schema/plan.schema.json. */
export function planJsonSchema(): object {
  return { title: "collab-cadence plan", ...z.toJSONSchema(PlanDocument) };
}
