import type { ENGLISH_MEETING_TYPES } from "../texts/en/meeting-types.ts";

/** The kinds of meetings, by the names that `type` of a meeting has for them. */
export const MEETING_TYPE_NAMES = [
  "cadence-call",
  "first-call",
  "leadership-check-in",
  "business-review",
  "enablement-session",
  "engagement",
  "retrospective",
  "custom",
] as const;

/** The name of a kind of meeting; `custom` is any other one. */
export type MeetingTypeName = (typeof MEETING_TYPE_NAMES)[number];

/** Keys of a meeting that a kind of meetings may give, as people would write them. */
export interface MeetingTypeValues {
  /** One of the titles that have a name; without it the name of the kind stands in the title. */
  readonly title?: "customer" | "frequency" | "plain";
  readonly template?: string;
  readonly duration?: string;
  readonly lead_time?: string;
  readonly home?: "own" | "main";
  readonly follow_up?: { readonly due?: string };
}

/** Something that somebody prepares: an action item of the agenda. */
export interface PreparationStep {
  /** Its sentence in the catalogue. */
  readonly text: keyof (typeof ENGLISH_MEETING_TYPES)["steps"];
  /** How long before the day of the call it is due. */
  readonly weeksBefore: number;
}

/** What the handbook has for a kind of meetings. */
export interface MeetingType {
  readonly values: MeetingTypeValues;
  /** The row of the handbook that a value is from, by key; those without one are the product's own. */
  readonly rows: Readonly<Record<string, string>>;
  /** What the CSM prepares, the earliest first. */
  readonly steps: readonly PreparationStep[];
}
