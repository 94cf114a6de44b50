import type { MeetingType } from "./types.ts";

/**
 * The review of a year (handbook C18 to C20). The CSM plans, prepares and presents it and follows it up (C18); the handbook
 * gives no days for that: those of the steps are the product's own, and the agenda is there as early as the first of them.
 */
export const BUSINESS_REVIEW: MeetingType = {
  values: { template: "Business Review", duration: "90 minutes", lead_time: "6 weeks", home: "main" },
  rows: { template: "C18", duration: "C18" },
  steps: [
    { text: "invite", weeksBefore: 6 },
    { text: "agreeOnTopics", weeksBefore: 4 },
    { text: "gatherResults", weeksBefore: 2 },
    { text: "shareSlides", weeksBefore: 1 },
  ],
};
