import { boxLooseActions } from "../../../domain/follow-up/box-loose.ts";
import { agendaOf } from "../../model/follow-ups.ts";
import { itemsIn } from "../../model/items.ts";
import { quietFrom } from "../../model/quiet.ts";
import type { CommandRequest } from "../../model/requests.ts";
import type { SeriesAgenda } from "../../model/types.ts";
import { type AskedIn, because, type CommandEffect, DONE } from "./command-effect.ts";

/** The agenda that a comment is about: the one it stands on, or that of the follow-up. */
function agendaMeant({ series }: AskedIn, { iid }: CommandRequest): SeriesAgenda | null {
  const own = series.agendas.find((one) => one.issue.iid === iid);
  if (own !== undefined) return own;
  const followUp = series.followUps.find((one) => one.issue.iid === iid);
  return followUp === undefined ? null : agendaOf(series, followUp.marker);
}

/**
 * `boxes`: the one change in the words of an agenda that people can ask for (law 3). It waits while somebody may be editing, and
 * the answer with it.
 */
export function askForBoxes(context: AskedIn, request: CommandRequest): CommandEffect {
  const { commands } = context.state.texts;
  const agenda = agendaMeant(context, request);
  if (agenda === null) return { ...DONE, answer: commands.onAgendaOrFollowUp };
  const { issue } = agenda;
  const { count } = boxLooseActions(issue.description);
  if (count === 0) {
    const isBoxed = itemsIn(context.items, issue.iid).length > 0;
    return isBoxed ? DONE : { ...DONE, answer: commands.noLooseItem({ agenda: issue.iid }) };
  }
  if (Date.parse(quietFrom(issue)) > Date.parse(context.state.snapshot.at)) return { ...DONE, waits: quietFrom(issue) };
  const why = because(request, "boxes");
  const { id } = context.series.meeting;
  return { ...DONE, actions: [{ kind: "add-boxes", series: id, iid: issue.iid, count, reason: why }] };
}
