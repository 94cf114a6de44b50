import { BUSINESS_REVIEW } from "./business-review.ts";
import { CADENCE_CALL } from "./cadence-call.ts";
import { CUSTOM } from "./custom.ts";
import { ENABLEMENT_SESSION } from "./enablement-session.ts";
import { ENGAGEMENT } from "./engagement.ts";
import { FIRST_CALL } from "./first-call.ts";
import { LEADERSHIP_CHECK_IN } from "./leadership-check-in.ts";
import { RETROSPECTIVE } from "./retrospective.ts";
import { MEETING_TYPE_NAMES, type MeetingType, type MeetingTypeName } from "./types.ts";

/** All kinds of meetings by name. */
export const MEETING_TYPES: Readonly<Record<MeetingTypeName, MeetingType>> = {
  "cadence-call": CADENCE_CALL,
  "first-call": FIRST_CALL,
  "leadership-check-in": LEADERSHIP_CHECK_IN,
  "business-review": BUSINESS_REVIEW,
  "enablement-session": ENABLEMENT_SESSION,
  engagement: ENGAGEMENT,
  retrospective: RETROSPECTIVE,
  custom: CUSTOM,
};

/** Returns the kind of meetings that an id names by itself, or null. */
export function typeNamedBy(id: string): MeetingTypeName | null {
  return MEETING_TYPE_NAMES.find((name) => name === id) ?? null;
}
