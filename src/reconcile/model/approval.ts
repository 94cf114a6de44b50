import type { Instant } from "../../domain/time/types.ts";
import { earliestOf } from "../../domain/time/zoned-time.ts";
import type { Reaction } from "../../gitlab/port.ts";
import { isTeam } from "./requests.ts";
import type { FollowUpCase, ProjectState, SeriesState } from "./types.ts";

/** GitLab's thumbs up, in any colour of skin. */
const APPROVES = /^(?:thumbsup|\+1)(?:_tone[1-5])?$/;

/** The drafts of a series that wait until somebody approves them. */
export function waitingForApproval({ meeting, followUpCases }: SeriesState): readonly OpenCase[] {
  if (meeting.followUp.draftMinutes !== null) return [];
  return followUpCases.flatMap((one) => (one.kind === "open" && one.followUp.marker.told === null ? [one] : []));
}

type OpenCase = Extract<FollowUpCase, { kind: "open" }>;

/**
 * When somebody of the account team gave a draft that is one since then a thumbs-up (handbook A77); null where nobody did. What
 * customers and the bot think of it does not count.
 */
export function approvedAt(state: ProjectState, reactions: readonly Reaction[], since: Instant): Instant | null {
  const at = reactions.flatMap(({ name, user, createdAt = since }) => {
    const counts = APPROVES.test(name) && user.id !== state.bot?.id && isTeam(state, user);
    return counts && Date.parse(createdAt) >= Date.parse(since) ? [createdAt] : [];
  });
  return earliestOf(at);
}
