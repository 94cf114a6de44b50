import { reason } from "../../domain/reason.ts";
import { plural } from "../../domain/text/plural.ts";
import { addBusinessDays } from "../../domain/time/business-days.ts";
import { addDays } from "../../domain/time/dates.ts";
import type { Instant } from "../../domain/time/types.ts";
import { DAY_MS } from "../../domain/time/units.ts";
import { dayOf } from "./csm.ts";
import { followUpOf, isCounted } from "./follow-ups.ts";
import type { FollowUpCase, ProjectFacts, SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

/** A follow-up is made for a call of the last days only: whoever tidies up old agendas starts nothing. */
export const CALL_DAYS = 14;
/** So many agendas of one series get follow-ups together; of more the newest alone. */
const MOST_TOGETHER = 3;
/** Agendas that are closed within this time of each other are closed together, whatever runs come between. */
const TOGETHER_MS = DAY_MS;

/** The rule of follow-ups that are held back. */
export const HELD_BACK = "follow-up-held-back";

type WantedCase = Extract<FollowUpCase, { readonly kind: "wanted" }>;
type HeldCase = Extract<FollowUpCase, { readonly kind: "held-back" }>;
type Series = Omit<SeriesState, "followUpCases">;

/** A call of the last days that has a follow-up or wants one. */
interface Claim {
  readonly agenda: SeriesAgenda;
  /** When its agenda was closed, Unix time in milliseconds. */
  readonly at: number;
  /** That was later than one business day after the call: nobody does so day by day. */
  readonly late: boolean;
  readonly made: boolean;
}

/** The first day whose calls get a follow-up. */
export function followedFrom({ today }: Pick<ProjectFacts, "today">): string {
  return addDays(today, -CALL_DAYS);
}

function isLate(state: ProjectFacts, { date }: SeriesAgenda, at: Instant): boolean {
  return dayOf(state, at) > addBusinessDays(date, 1, state.snapshot.calendar);
}

/** Where a follow-up exists its agenda was closed before that was made: a later closing is a second one. */
function closedBefore({ issue }: SeriesFollowUp, { closedAt }: SeriesAgenda["issue"]): Instant {
  return closedAt !== null && Date.parse(closedAt) < Date.parse(issue.createdAt) ? closedAt : issue.createdAt;
}

/** What nobody clicked for is wanted now, where nobody looked when the call was over. */
function wantedSince(state: ProjectFacts, { agenda, closedAt }: WantedCase): Instant {
  const isOverdue = agenda.issue.state === "opened" && isLate(state, agenda, state.snapshot.at);
  return isOverdue ? state.snapshot.at : closedAt;
}

function claimsOf(
  state: ProjectFacts,
  series: Series,
  wanted: ReadonlyMap<SeriesAgenda, WantedCase>,
): readonly Claim[] {
  const recent = series.agendas.filter((agenda) => agenda.date >= followedFrom(state) && isCounted(agenda));
  return recent.flatMap((agenda): readonly Claim[] => {
    const followUp = followUpOf(series, agenda);
    const one = wanted.get(agenda);
    const made = followUp === null ? null : closedBefore(followUp, agenda.issue);
    const at = one === undefined ? made : wantedSince(state, one);
    if (at === null) return [];
    return [{ agenda, at: Date.parse(at), late: isLate(state, agenda, at), made: one === undefined }];
  });
}

/** The agenda of the last call that has begun, also where nobody has closed it yet. */
function lastCall({ today, snapshot }: ProjectFacts, { agendas, decisions }: Series): SeriesAgenda | undefined {
  const skipped = new Set(
    decisions.decisions.filter(({ decision }) => decision === "skipped").map(({ occurrence }) => occurrence.id),
  );
  return agendas.findLast((agenda) => {
    const { start, date, occurrence, issue } = agenda;
    const hasBegun = start === null ? date <= today : Date.parse(start) <= Date.parse(snapshot.at);
    const isOpen = issue.state === "opened" && (occurrence === null || !skipped.has(occurrence));
    return isCounted(agenda) && hasBegun && (agenda.held || isOpen);
  });
}

/**
 * Holds follow-ups back where more than three agendas of one series want one together: the newest alone gets it (law 6, no
 * flood). Pure.
 *
 * Runs see closings one by one, so those that have their follow-up are counted with those that want one. Together are: what
 * was closed within a day of each other, and what was closed late, more than one business day after its call, whenever that
 * was. So three of a heap of old agendas get one at most, in however many runs, and then the series' last call, which always
 * gets its own: as long as its agenda is open no older one is taken for the newest. A stand-up of every day whose agenda is
 * closed on its day, or on the business day after, is counted with what is closed within that day alone: neither its own
 * follow-ups of the last fortnight nor what was held back before keep it from getting one.
 */
export function holdBackFlood(state: ProjectFacts, series: Series, cases: readonly FollowUpCase[]) {
  const wanted = new Map(cases.flatMap((one) => (one.kind === "wanted" ? [[one.agenda, one] as const] : [])));
  if (wanted.size === 0) return cases;
  const claims = claimsOf(state, series, wanted);
  const newest = claims.at(-1);
  const last = lastCall(state, series);
  const whyHeld = (one: WantedCase): FollowUpCase => {
    const claim = claims.find(({ agenda }) => agenda === one.agenda);
    if (claim === undefined) return one;
    const together = claims.filter(
      (other) => (claim.late && other.late) || Math.abs(other.at - claim.at) <= TOGETHER_MS,
    );
    const made = together.filter((other) => other.made).length;
    const isNewest = claim === newest && (made < MOST_TOGETHER || one.agenda === last);
    return together.length <= MOST_TOGETHER || isNewest ? one : held(one, together.length);
  };
  return cases.map((one) => (one.kind === "wanted" ? whyHeld(one) : one));
}

function held({ agenda, closedAt }: WantedCase, together: number): HeldCase {
  const { iid } = agenda.issue;
  const text = `its follow-up is held back: ${plural(together, "follow-up")} would come together, and only the newest is made`;
  return { kind: "held-back", agenda, closedAt, reason: reason(HELD_BACK, text, { iid, together }) };
}

/**
 * Lets the newest follow-ups that are held back in a project be made, as many as somebody asks for (`--catch-up`). Pure.
 */
export function releaseNewest(series: readonly SeriesState[], count: number): readonly SeriesState[] {
  if (count === 0) return series;
  const all = series.flatMap(({ followUpCases }) => followUpCases.filter((one) => one.kind === "held-back"));
  const newest = all.sort((a, b) => b.agenda.date.localeCompare(a.agenda.date)).slice(0, count);
  const chosen: ReadonlySet<FollowUpCase> = new Set(newest);
  return series.map((one) => ({
    ...one,
    followUpCases: one.followUpCases.map((found) =>
      found.kind === "held-back" && chosen.has(found)
        ? { kind: "wanted", agenda: found.agenda, closedAt: found.closedAt }
        : found,
    ),
  }));
}
