import * as z from "zod/mini";
import {
  DEFAULT_AGENDA_LABEL,
  DEFAULT_FOLLOW_UP_LABEL,
  STATE_LABELS,
  type StateLabelKey,
} from "./handbook-defaults.ts";
import { described, freeText, leaf, oneOrMore, type Read } from "./leaf.ts";
import { readLabel, readLine, refusal } from "./texts.ts";

/** `agenda_label:` */
export function AgendaLabel() {
  const about = {
    title: "label",
    description:
      "The label that marks agendas. Put it on an agenda you write by hand, with a due date, and it is adopted.",
    examples: ["meeting-agenda"],
    default: DEFAULT_AGENDA_LABEL,
  };
  return freeText(about, readLabel);
}

/** `follow_up_label:` */
export function FollowUpLabel() {
  const about = {
    title: "label",
    description: "The label that marks follow-ups.",
    examples: ["meeting-follow-up"],
    default: DEFAULT_FOLLOW_UP_LABEL,
  };
  return freeText(about, readLabel);
}

/** `objectives:` */
export function ObjectiveLabels() {
  const about = {
    description:
      "Labels of the issues that your success plan is made of: agendas show them with state, age and address. `[]` is none. Without this key `objective` and `initiative` where the file has a `profile`, else none; each label costs a request when an agenda is made.",
    examples: [["objective", "initiative"], []],
  };
  return oneOrMore(about, freeText({ title: "label", examples: ["objective"] }, readLabel));
}

/** `state_labels:` labels by which issues say how they stand. */
export function StateLabels() {
  const about = {
    description:
      "Labels by which issues say how they stand, each a name or a map. Labels of one scope (`scope::`) drive each other off an issue, so only the first three may share one.",
    examples: [{ unresolved: "open-items" }, { overdue: { name: "late", color: "#c9302c" } }],
  };
  const shape = Object.values(STATE_LABELS).map((row) => [row.key, z.optional(State(row))]);
  return described(about, z.strictObject(Object.fromEntries(shape) as StateLabelShape));
}

type LabelRow = (typeof STATE_LABELS)[StateLabelKey];
type StateLabelShape = Record<LabelRow["key"], z.ZodMiniOptional<ReturnType<typeof State>>>;

function State({ for: description, name: usual, color: usualColor, description: usualText }: LabelRow) {
  const fallback = { name: usual, color: usualColor, description: usualText };
  const name = leafName(fallback.name);
  const color = {
    title: "colour",
    description: "Its colour where the label is not there yet, in quotes.",
    examples: [fallback.color],
    pattern: "^#[0-9A-Fa-f]{6}$",
  };
  const text = {
    title: "text",
    description: "What GitLab shows about the label, the customer's people included.",
    examples: [fallback.description],
  };
  const map = z.strictObject({
    name: z.optional(leafName(fallback.name, "Its name.")),
    color: z.optional(leaf(color, readColor)),
    description: z.optional(freeText(text, (line) => readLine(line, "the description", fallback.description))),
  });
  const about = { description, default: fallback, examples: [fallback.name] };
  return described(about, z.union([name, map]));
}

function leafName(example: string, description?: string) {
  return freeText({ title: "label", examples: [example], ...(description && { description }) }, readLabel);
}

/** A colour as GitLab's API takes and gives it, `#d9622b`. */
function readColor(text: string): Read<string> {
  const written = text.trim();
  if (/^#[0-9a-f]{6}$/i.test(written)) return { ok: true, value: written };
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(written)?.[1] ?? null;
  const six = digits?.length === 3 ? digits.replaceAll(/./g, "$&$&") : digits;
  // In quotes: after a blank, YAML takes # for the beginning of a comment.
  return refusal("not a colour of six digits", ['"#c9302c"'], six === null ? null : `"#${six}"`);
}
