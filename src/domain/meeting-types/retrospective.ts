import type { MeetingType } from "./types.ts";

/** A look back on how both sides work together (handbook C29). */
export const RETROSPECTIVE: MeetingType = {
  values: { template: "Retrospective", home: "main" },
  rows: { template: "C29" },
  steps: [],
};
