import { includesUser, ownerAmong } from "../../domain/action-items/read/group.ts";
import { wordsOf } from "../../domain/action-items/read/read.ts";
import type { ItemTimeline } from "../../domain/action-items/read/types.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import { renderIssueMarker } from "../../domain/marker/issue-marker.ts";
import { reason } from "../../domain/reason.ts";
import {
  makeItemInert,
  makeNotesInert,
  makeTitleInert,
  neutraliseQuickActions,
  type OwnProject,
} from "../../domain/text-safety/index.ts";
import { sidesOn } from "../model/csm.ts";
import { ownProjectOf } from "../model/own-project.ts";
import { itemsToPromote } from "../model/promoted.ts";
import type { Details, ProjectState, PromoteItem, SeriesState } from "../model/types.ts";
import { placesToPoint } from "./item-copies.ts";

const MAX_TITLE = 200;

function titleOf(text: string, project: OwnProject | null): string {
  const plain = text.replace(/\\([\\`*_{}[\]()#+\-.!~|<>@])/g, "$1");
  return makeTitleInert(plain.length > MAX_TITLE ? `${plain.slice(0, MAX_TITLE - 1)}…` : plain, project);
}

/** The account team's owner is assigned; a customer's person only hears of it where the configuration allows that. */
function assigneeIds(state: ProjectState, named: string | null, details: Details): readonly number[] {
  const { configuration } = state.snapshot;
  const sides = sidesOn(configuration, state.today);
  const owner = ownerAmong(named, sides);
  if (owner === null) return [];
  const isTeam = includesUser(sides.accountTeam, owner);
  const user = details.users.get(owner.toLowerCase());
  return user !== undefined && (isTeam || configuration.mentions.customer) ? [user.id] : [];
}

function promote(
  state: ProjectState,
  series: SeriesState,
  timeline: ItemTimeline,
  details: Details,
  items: SeriesItems,
): PromoteItem | null {
  const place = timeline.appearances.at(-1);
  if (place === undefined) return null;
  const confidential = timeline.appearances.some((one) => one.agenda.confidential);
  const marker = renderIssueMarker({
    kind: "item",
    series: series.meeting.id,
    occurrence: place.agenda.date,
    carried: [timeline.id],
  });
  const words = wordsOf(place);
  const { owner, due, bare } = words.details;
  const safety = { mentions: "quiet", project: ownProjectOf(state) } as const;
  // What its customer should not read stays where it stands: the issue leads there.
  const isQuotable = state.guard(`${words.text}\n${bare}`).length === 0;
  const below = isQuotable && state.guard(words.notes).length === 0 ? words.notes : "";
  const text = isQuotable ? makeItemInert(words.text, safety) : "";
  const notes = makeNotesInert(below.replace(/^[ \t]*\/cadence issue[ \t]*$/gm, "").trim(), safety);
  const { comments } = state.texts;
  const { origin } = timeline;
  const seen = place.agenda.iid;
  const where = origin === seen ? comments.raisedIn({ origin }) : comments.raisedInAndSeen({ origin, seen });
  const body = [...(text === "" ? [] : [text]), ...(notes === "" ? [] : [notes]), where];
  const who = timeline.appearances.find((one) => one.promote);
  return {
    kind: "promote-item",
    series: series.meeting.id,
    id: timeline.id,
    title: isQuotable ? titleOf(bare, safety.project) : comments.itemOf({ origin }),
    description: `${marker}\n\n${neutraliseQuickActions(body.join("\n\n"))}\n`,
    labels: [],
    assigneeIds: assigneeIds(state, owner, details),
    dueDate: due,
    confidential,
    relateTo: [origin],
    pointers: placesToPoint(state, series, items, timeline, details.evidence.orders.has(timeline.id)),
    reason: reason("asked-for-issue", `an issue of its own was asked for in #${who?.agenda.iid ?? place.agenda.iid}`, {
      id: timeline.id,
      in: who?.agenda.iid ?? place.agenda.iid,
    }),
  };
}

/** Plans the issues that items are given (handbook B20): created once, known by the item's id in their marker. */
export function planPromotions(
  state: ProjectState,
  series: SeriesState,
  details: Details,
  items: SeriesItems,
): readonly PromoteItem[] {
  return itemsToPromote(state, series, items).flatMap(
    (timeline) => promote(state, series, timeline, details, items) ?? [],
  );
}
