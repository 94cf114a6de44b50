import type { MeetingType } from "./types.ts";

/** A session in which the customer's people learn something (handbook A25, A106, C3). Its length and days are the product's own. */
export const ENABLEMENT_SESSION: MeetingType = {
  values: { template: "Enablement Session", duration: "1 hour", lead_time: "2 weeks", home: "main" },
  rows: { template: "A106", home: "A25" },
  steps: [
    { text: "agreeOnSubject", weeksBefore: 2 },
    { text: "shareMaterial", weeksBefore: 1 },
  ],
};
