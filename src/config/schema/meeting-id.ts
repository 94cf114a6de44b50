import { type Read } from "./leaf.ts";

/** Ids of meeting series: they stand in markers and commands, and people type them. */
export const MEETING_ID = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** The id as people meant it, or why it is none. */
export function readMeetingId(text: string): Read<string> {
  if (MEETING_ID.test(text)) return { ok: true, value: text };
  const words =
    text
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const close = words.join("-").slice(0, 40).replace(/-$/, "");
  const problem =
    text.length > 40 ? `the id has ${text.length} letters` : "not an id: small letters, digits and dashes";
  return {
    ok: false,
    problem,
    allowed: ["cadence-call", "at most 40 of a-z, 0-9 and -"],
    nearest: close === "" ? null : close,
  };
}
