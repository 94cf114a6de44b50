import type { MeetingType } from "./types.ts";

/** The call to get to know each other (handbook A21 to A32): what it leaves open goes on in the cadence calls. */
export const FIRST_CALL: MeetingType = {
  values: { template: "First Call", home: "main" },
  rows: { template: "A21", home: "A32" },
  steps: [],
};
