import type { MeetingType } from "./types.ts";

/** The call of CSM and customer that is held again and again (handbook A1 to A60). */
export const CADENCE_CALL: MeetingType = {
  values: { title: "customer", template: "Meeting Agenda" },
  rows: { title: "A17", template: "A15" },
  steps: [],
};
