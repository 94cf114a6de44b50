import type { MeetingType } from "./types.ts";

/** A call on one subject, with somebody who is not there for good (handbook E34 to E52). */
export const ENGAGEMENT: MeetingType = {
  values: { template: "Engagement", home: "main", follow_up: { due: "3 business days" } },
  rows: { template: "E39", "follow_up.due": "E41" },
  steps: [],
};
