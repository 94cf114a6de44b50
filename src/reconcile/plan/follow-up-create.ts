import { includesUser } from "../../domain/action-items/read/group.ts";
import { readEntries } from "../../domain/action-items/read/read.ts";
import type { ItemDetails } from "../../domain/action-items/read/types.ts";
import type { GuardedFollowUp } from "../../domain/follow-up/build-guarded.ts";
import type { FollowUp } from "../../domain/follow-up/types.ts";
import { reason } from "../../domain/reason.ts";
import { sidesOn } from "../model/csm.ts";
import { earliestOurs, overdueSince } from "../model/follow-up-due.ts";
import { isOpen, itemsIn } from "../model/items.ts";
import type { CreateFollowUp, FollowUpCase, SeriesAgenda } from "../model/types.ts";
import {
  announceAt,
  draft,
  type FollowUpContext,
  type FollowUpPlan,
  gapBody,
  guarded,
  hasGaps,
  isTime,
  NOTHING,
  nextLookAt,
  participantsBody,
  skip,
  whoClosed,
} from "./follow-up-context.ts";
import { markedSeries } from "./follow-up-draft.ts";

/** The questions that a follow-up asks with boxes of its own: items from the next look on. */
function questionsOf({ series }: FollowUpContext, agenda: SeriesAgenda, followUp: FollowUp): readonly ItemDetails[] {
  const { iid } = agenda.issue;
  const { description, confidential } = followUp;
  const text = { iid, date: agenda.date, kind: "follow-up" as const, confidential, description, byBot: true };
  const entries = readEntries(text, series.meeting.carry);
  return entries.filter(({ claimed, state }) => claimed === null && state === "open").map(({ details }) => details);
}

/** The labels that say how a new follow-up stands go with its creation: one request less. */
function withStateLabels(context: FollowUpContext, agenda: SeriesAgenda, followUp: FollowUp): FollowUp {
  const { state, items } = context;
  const { stateLabels } = state.snapshot.configuration;
  const shown = new Set(followUp.ids);
  const timelines = itemsIn(items, agenda.issue.iid).filter(({ id }) => shown.has(id));
  const questions = questionsOf(context, agenda, followUp);
  if (!timelines.some(isOpen) && questions.length === 0) return followUp;
  const isLate =
    overdueSince(state, timelines, followUp.confidential).length > 0 ||
    questions.some(({ due }) => due !== null && due < state.today);
  const overdue = isLate ? [stateLabels.overdue.name] : [];
  return { ...followUp, labels: [...followUp.labels, stateLabels.unresolved.name, ...overdue] };
}

/** The comment that tells the participants, and the due date that the follow-up gets with it. */
export function telling(context: FollowUpContext, drafted: GuardedFollowUp, agenda: SeriesAgenda) {
  const { state, items } = context;
  const { followUp } = drafted;
  const ids = new Set(followUp.ids);
  const timelines = items.timelines.filter(({ id }) => ids.has(id));
  const { accountTeam } = sidesOn(state.snapshot.configuration, state.today);
  const asked = questionsOf(context, agenda, followUp).flatMap(({ owner, due }) =>
    due !== null && owner !== null && includesUser(accountTeam, owner) ? [due] : [],
  );
  const ours = earliestOurs(state, timelines, followUp.confidential);
  const [first] = [...asked, ...(ours === null ? [] : [ours])].sort();
  return {
    what: "participants" as const,
    body: participantsBody(context, drafted, agenda),
    dueDate: first ?? ("none" as const),
  };
}

function userIds(context: FollowUpContext, names: readonly string[]): readonly [readonly number[], readonly string[]] {
  const found = names.map((name) => context.details.users.get(name.toLowerCase()));
  const missing = names.filter((_name, index) => found[index] === undefined);
  return [
    found.flatMap((user) => (user === undefined ? [] : [user.id])),
    missing.map((name) => `@${name} is not a member of the project and was not assigned`),
  ];
}

/** Plans the follow-up of a call, as a draft, and the comment that tells of it where nobody is to proofread it. */
export function planCreation(context: FollowUpContext, one: Extract<FollowUpCase, { kind: "wanted" }>): FollowUpPlan {
  const { series, details, items, state } = context;
  const { agenda, closedAt } = one;
  const { iid } = agenda.issue;
  const empty = !itemsIn(items, iid).some(isOpen);
  if (series.meeting.followUp.when === "only-with-items" && empty) {
    return skip(context, agenda, iid, reason("no-open-items", `#${iid} left no open action item`, { iid }));
  }
  const template = details.templates.get(series.meeting.followUp.template);
  const drafted = draft(context, agenda, closedAt);
  // That the template cannot be read is among the problems.
  if (drafted === null || template === undefined) return NOTHING;
  const { followUp } = drafted;
  const [assigneeIds, warnings] = userIds(context, followUp.assignees);
  const at = announceAt(context, state.snapshot.at, null);
  const due = isTime(context, at);
  const gaps =
    !hasGaps(context, followUp) || due
      ? []
      : [{ what: "gaps" as const, body: gapBody(context, followUp, iid, at), dueDate: null }];
  const told = due ? [telling(context, drafted, agenda)] : [];
  const action: CreateFollowUp = {
    kind: "create-follow-up",
    series: markedSeries(series, agenda),
    occurrence: agenda.occurrence ?? agenda.date,
    agendaIid: iid,
    followUp: withStateLabels(context, agenda, followUp),
    assigneeIds,
    comments: [...gaps, ...told],
    template: { name: template.name, source: template.source },
    reason: whoClosed(context, agenda),
  };
  return {
    ...NOTHING,
    actions: [action],
    skipped: guarded(context, agenda, drafted),
    warnings: [...warnings, ...followUp.warnings],
    wakeAt: due ? [] : [nextLookAt(context, at)],
  };
}
