import type { MeetingType } from "./types.ts";

/** A talk with the customer's leaders on goals, 30 to 60 minutes each quarter (handbook D1 to D10). */
export const LEADERSHIP_CHECK_IN: MeetingType = {
  values: { template: "Leadership Check-In", duration: "50 minutes", home: "own" },
  rows: { template: "D8", duration: "D5", home: "D2" },
  steps: [],
};
