import type { MeetingType } from "./types.ts";

/** Any other meeting: nothing is known of it, not even where its id is the name of a kind. */
export const CUSTOM: MeetingType = { values: {}, rows: {}, steps: [] };
