import type { MeetingSeries } from "../../../config/resolve/types.ts";
import type { IssueIid } from "../../../domain/ids.ts";
import { followUpCases } from "../follow-up-cases.ts";
import { recogniseFollowUps } from "../follow-ups.ts";
import type { ProjectFacts, SeriesState } from "../types.ts";
import type { IsBeforeBot } from "./before-the-bot.ts";
import { withCalls } from "./call-start.ts";
import { ONE_OFFS } from "./hand-written.ts";
import type { Recognised } from "./recognise.ts";
import type { SeriesOfMarker } from "./renamed.ts";

/**
 * The series that the configuration no longer has, and the meetings outside of every series, as far as GitLab shows them:
 * they have no calls to come, and what was agreed there is not forgotten (law 2).
 */
export function formerSeries(
  facts: ProjectFacts,
  former: Recognised["former"],
  itemIssues: ReadonlySet<IssueIid>,
  seriesOf: SeriesOfMarker,
  isBeforeBot: IsBeforeBot,
): readonly SeriesState[] {
  const { snapshot, parse } = facts;
  const { configuration, own } = snapshot;
  const [rules] = configuration.meetings.toSorted((a, b) => Number(b.main) - Number(a.main));
  if (rules === undefined) return [];
  return [...former].map(([id, recognised]) => {
    const meeting = formerMeeting(id, rules);
    const agendas = withCalls(recognised, meeting, snapshot, isBeforeBot);
    const series = {
      meeting,
      gone: id === ONE_OFFS ? "it belongs to no meeting of the configuration" : "the configuration no longer has it",
      agendas,
      followUps: recogniseFollowUps(id, own, { label: configuration.followUpLabel, agendas, parse }, seriesOf),
      itemIssues,
      overrides: { moved: new Map(), skipped: new Map() },
      decisions: { series: id, decisions: [], next: null, nextChangeAt: null },
    };
    return { ...series, followUpCases: followUpCases(facts, series) };
  });
}

/** What it said itself is not known any more: the rules of the project's main meeting hold. */
function formerMeeting(id: string, rules: MeetingSeries): MeetingSeries {
  const carry = { ...rules.carry, enabled: true };
  return {
    ...rules,
    id,
    type: null,
    schedule: { ...rules.schedule, series: id },
    carry,
    home: null,
    miniReviews: [],
    main: false,
    continues: [],
    trigger: null,
  };
}
