import { formatDay } from "../domain/schedule/format.ts";
import type { GitLab } from "../gitlab/port.ts";
import { isDraft } from "../reconcile/model/bot.ts";
import { sendBy } from "../reconcile/model/follow-up-due.ts";
import type { ProjectState } from "../reconcile/model/types.ts";
import type { Finding } from "./project.ts";

/**
 * Follow-ups whose participants were to be told by now (handbook A69). Comments are read only of those that say nothing
 * of it themselves: whoever was told stands in the marker.
 */
export async function checkLateFollowUps(gitlab: GitLab, state: ProjectState): Promise<readonly Finding[]> {
  const open = state.everySeries.flatMap((series) =>
    series.followUpCases.flatMap((one) => {
      if (one.kind !== "open" || one.followUp.marker.told !== null) return [];
      const day = sendBy(state, series, one.agenda);
      return day < state.today ? [{ followUp: one.followUp, day }] : [];
    }),
  );
  const found = await Promise.all(
    open.map(async ({ followUp, day }): Promise<readonly Finding[]> => {
      const { iid } = followUp.issue;
      const comments = new Map([[iid, await gitlab.listNotes(iid, "comments")]]);
      if (!isDraft(followUp, comments, state.bot)) return [];
      const text = `its participants were to be told by ${formatDay(day)}`;
      const remedy = "proofread it; the next run in business hours tells them when its time as a draft is over";
      return [{ status: "warning", subject: `follow-up #${iid}`, text, remedy }];
    }),
  );
  return found.flat();
}
