/** What actions carry, as the JSON document shows it. Loaded for the schema only. */
import * as z from "zod/mini";
import type { WantedEdit } from "../../domain/action-items/carry/edit.ts";
import type { CarriedItem as Carried, StandingItem as Standing } from "../../domain/action-items/read/types.ts";
import type { Agenda as AgendaDraft } from "../../domain/agenda/types.ts";
import type { FollowUp as FollowUpDraft } from "../../domain/follow-up/types.ts";
import { IssueIid, NoteId } from "../../domain/ids.ts";
import { NOTE_KINDS } from "../../domain/marker/note-marker.ts";
import type { JsonValue, Reason as Why } from "../../domain/reason.ts";
import type { Occurrence as Call } from "../../domain/schedule/types.ts";
import { about, list, record } from "./schema.ts";

// Types that the domain has are named, so that a key which only one of the two knows does not compile.

const Instant = about("A point in time, ISO 8601 in UTC", z.iso.datetime());
const Day = about("A calendar day in the project's zone", z.iso.date());
const NewDue = about(
  "The due date that a follow-up gets with the comment which tells of it; `none` takes it off, null leaves it alone",
  z.nullable(z.union([Day, z.literal("none")])),
);
const NoteKind = about("What a comment of the bot is", z.enum(NOTE_KINDS));
const Box = z.enum(["open", "done", "inapplicable"]);
const Template = record({ name: z.string(), source: z.string() });
const AssigneeIds = about("Ids of GitLab users", list(z.int()));

const Assignees = about("User names without @", list(z.string()));
/** A plan holds nothing that JSON cannot. */
const Json = z.unknown() as z.ZodMiniType<JsonValue>;

const Reason: z.ZodMiniType<Why> = about(
  "Why something is done or left alone",
  record({
    rule: about("Stable name of the rule", z.string()),
    text: about("One sentence for people", z.string()),
    data: about("The facts the rule looked at", z.record(z.string(), Json)),
  }),
);

const Occurrence: z.ZodMiniType<Call> = about(
  "One call of a series",
  record({
    series: z.string(),
    id: about("The day the call was first planned for; stays when it moves", z.iso.date()),
    date: Day,
    time: about("HH:MM in the project's zone", z.string()),
    start: Instant,
    end: Instant,
    agendaDueAt: Instant,
    state: z.enum(["planned", "skipped"]),
    reasons: list(Reason),
  }),
);

const CarriedItem: z.ZodMiniType<Carried> = z.strictObject({
  id: about("Issue where it was raised, and a tag: the same in every copy", z.string()),
  origin: about("iid of the issue where it was raised", IssueIid.clone()),
  from: about("iid of the issue its text was taken from", IssueIid.clone()),
  text: about("Inert Markdown on one line", z.string()),
  notes: about("Inert Markdown blocks, or empty", z.string()),
  get children() {
    return list(CarriedItem);
  },
  group: about("Heading it is shown under", z.nullable(z.string())),
  owner: about("User name without @", z.nullable(z.string())),
  due: z.nullable(Day),
  unclearDue: about("A day that can be read in two ways or that there is none of, as written", z.nullable(z.string())),
  overdue: z.boolean(),
  carries: about("How often it has been carried, this time included", z.int()),
  followUps: about("In how many follow-ups it stands", z.int()),
  ageDays: z.int(),
  needsDecision: z.boolean(),
  issue: about("iid of the issue of its own", z.nullable(IssueIid)),
  trailer: about("Markdown behind its text: where it was raised, how often carried, since when overdue", z.string()),
  reason: Reason,
});

const StandingItem: z.ZodMiniType<Standing> = record({
  id: z.string(),
  state: Box,
  path: about("Normalised texts of the items around it and of itself, outermost first", list(z.string())),
  text: about("As people left it, on one line", z.string()),
  rest: about("The lines right below it, as people left them", z.string()),
  notes: about("What stands below it", z.string()),
});

const LEFT_BEHIND = { iid: IssueIid, text: z.string(), reason: Reason };

const DRAFT = {
  title: z.string(),
  description: z.string(),
  labels: list(z.string()),
  assignees: Assignees,
  dueDate: Day,
  confidential: z.boolean(),
};

const Agenda: z.ZodMiniType<AgendaDraft> = about(
  "The issue as it will be created",
  record({
    ...DRAFT,
    milestone: z.nullable(z.string()),
    carry: record({
      items: list(CarriedItem),
      leftBehind: list(record(LEFT_BEHIND)),
      standing: about("What goes on in the boxes that the template brings", list(StandingItem)),
      ids: list(z.string()),
      sources: list(IssueIid),
    }),
    warnings: list(z.string()),
  }),
);

const Gap = record({
  kind: z.enum(["no-owner", "no-date", "empty-recap", "no-box", "bare-link", "no-action-items"]),
  items: about("Texts of the items concerned", list(z.string())),
  unclear: about("With them the days that are not clear", z.optional(list(z.nullable(z.string())))),
});

const FollowUp: z.ZodMiniType<FollowUpDraft> = about(
  "The follow-up as it will be written",
  record({
    ...DRAFT,
    nextUpdate: about("The day that its agenda promises the next update for", z.nullable(Day)),
    ids: about("Ids of the items in it, children included", list(z.string())),
    openQuestions: about("Questions that are still to be answered", z.int()),
    gaps: about("What its agenda lacks", list(Gap)),
    leftOut: about(
      "How much of its agenda was left out, since a customer should not read it",
      record({ passages: z.int(), items: z.int() }),
    ),
    warnings: list(z.string()),
  }),
);

const EDIT = {
  id: z.string(),
  text: about("The item as it stands in this issue", z.string()),
  index: about("Which item of the issue it is, from 0", z.int()),
  marked: about("Whether it is known there by its marker", z.boolean()),
  from: Box,
  to: about("Null leaves the box alone", z.nullable(Box)),
};

const ItemEdit: z.ZodMiniType<WantedEdit & { readonly reason: Why }> = about(
  "One change of the box, or of the pointer, of an item in one issue",
  record({
    ...EDIT,
    point: about("iid of the issue its line is to point to", z.nullable(IssueIid)),
    reason: Reason,
  }),
);

/** The issue that is to be pointed to is not made yet. */
const PointerEdit = record({ ...EDIT, reason: Reason });

const LateItems = about(
  "Items raised since the agenda was made",
  record({
    items: list(CarriedItem),
    ids: list(z.string()),
    note: about(
      "The comment that remembers them on an agenda which a person wrote",
      z.nullable(record({ noteId: z.nullable(NoteId), body: z.string() })),
    ),
  }),
);

export const documents = {
  Instant,
  Day,
  NoteKind,
  NewDue,
  Box,
  Template,
  AssigneeIds,
  Reason,
  Occurrence,
  Agenda,
  FollowUp,
  ItemEdit,
  PointerEdit,
  LateItems,
  LEFT_BEHIND,
};
export type Documents = typeof documents;
