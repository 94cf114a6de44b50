import * as z from "zod/mini";
import type { FollowUpRules } from "../../domain/follow-up/types.ts";
import { HANDBOOK_DEFAULTS } from "./handbook-defaults.ts";
import { described, freeText, leaf, type Read, readFurther } from "./leaf.ts";
import { readDraftTime, readDue } from "./lengths.ts";
import { readTemplateName } from "./texts.ts";

const DEFAULTS = HANDBOOK_DEFAULTS.follow_up;

/** What one layer says about follow-ups; what it leaves out comes from the layer below. */
export interface FollowUpLayer {
  readonly when?: FollowUpRules["when"] | undefined;
  readonly due?: FollowUpRules["due"] | undefined;
  /** Minutes; null: until somebody approves it. */
  readonly draft_for?: number | null | undefined;
  readonly template?: string | undefined;
  readonly close?: FollowUpRules["close"] | undefined;
}

/** `follow_up:` of a meeting; always read as a map. */
export function FollowUpSchema() {
  const about = {
    description:
      "Whether and when a follow-up is made: when the agenda is `closed`, or `after-call` without anybody's click; `only-with-items` makes none for a call that left no open action item. A map goes key by key.",
    examples: ["off", "only-with-items", "after-call", { due: "3 business days", draft_for: "none" }],
    default: DEFAULTS.when,
  };
  const word = readFurther(When(), (when): Read<FollowUpLayer> => ({ ok: true, value: { when } }));
  const map = readFurther(FollowUpMap(), (value): Read<FollowUpLayer> => ({ ok: true, value }));
  return described(about, z.union([word, map]));
}

function When(description?: string) {
  const about = { ...(description && { description, default: DEFAULTS.when }) };
  const word = z.enum(["closed", "after-call", "only-with-items", "off", "on"]);
  // In YAML 1.2 `on` and `off` are texts, but people who know 1.1 write true and false.
  return readFurther(described(about, z.union([word, z.boolean()])), (value): Read<FollowUpRules["when"]> => {
    if (value === false) return { ok: true, value: "off" };
    // The word of earlier versions.
    return { ok: true, value: value === true || value === "on" ? "closed" : value };
  });
}

function FollowUpMap() {
  const due = {
    title: "length of time",
    description:
      "How long after the call the follow-up is to be sent, 30 days at most: a draft is due then, and one that is not sent by then is late.",
    examples: ["1 business day", "3 business days", "24 hours"],
    default: DEFAULTS.due,
  };
  const draft = {
    description:
      "How long the follow-up can be proofread before a comment tells the participants, outside quiet hours, 3 days at most; `until-approved` waits for a thumbs-up of the account team or `@bot send`; `none` (or `0`, `false`) tells them at once.",
    examples: ["1 hour", "until-approved", "none"],
    default: DEFAULTS.draft_for,
  };
  const template = {
    title: "template name",
    description: "The description template the follow-up is made from, without `.md`.",
    examples: ["Follow-up"],
    default: DEFAULTS.template,
  };
  const close = {
    description:
      "Whether the bot closes a follow-up in which everything is resolved, once the next call was held: `when-resolved`, `never`.",
    examples: ["never"],
    default: DEFAULTS.close,
  };
  const length = freeText({ title: "length of time" }, readDraftTime);
  const none = readFurther(z.literal(false), (): Read<number | null> => ({ ok: true, value: 0 }));
  return z.strictObject({
    when: z.optional(
      When(
        "Whether and when a follow-up is made: `closed`, when somebody closes the agenda after its call; `after-call`, when the call is over, though the agenda is open; `only-with-items`, as `closed` where something is open; `off`, never. `on` is `closed`.",
      ),
    ),
    due: z.optional(leaf(due, readDue)),
    draft_for: z.optional(described(draft, z.union([length, none]))),
    template: z.optional(freeText(template, (text) => readTemplateName(text, DEFAULTS.template))),
    close: z.optional(described(close, z.enum(["when-resolved", "never"]))),
  });
}
