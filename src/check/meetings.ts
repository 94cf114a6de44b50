import { ownTitle, titleOnOneDay } from "../config/resolve/titles.ts";
import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { parseIssueMarker } from "../domain/marker/issue-marker.ts";
import { nearestWord } from "../domain/text/nearest-word.ts";
import type { ProjectState } from "../reconcile/model/types.ts";
import type { Finding } from "./project.ts";

/** Meetings that give their agendas the same title: on one day nobody could tell them apart. */
export function checkTitles(configuration: ProjectConfiguration): readonly Finding[] {
  const titles = configuration.meetings.map((meeting) => titleOnOneDay(meeting, configuration));
  return configuration.meetings.flatMap((meeting, index): readonly Finding[] => {
    const same = configuration.meetings[titles.indexOf(titles[index] ?? "")];
    if (same === undefined || same === meeting) return [];
    const text = `its agendas have the same title as those of ${same.id}, "${meeting.title}"`;
    const remedy = `title: "${ownTitle(meeting.id, configuration.language)}"`;
    return [{ status: "warning", subject: `meetings.${meeting.id}`, text, remedy }];
  });
}

/** Ids after `continues` that neither the file nor any issue of the bot knows: nothing would go on from them. */
export function checkContinues({ snapshot }: ProjectState): readonly Finding[] {
  const { meetings } = snapshot.configuration;
  const marked = snapshot.own.flatMap(({ description }) => parseIssueMarker(description)?.series ?? []);
  const known = [...new Set([...meetings.map(({ id }) => id), ...marked])];
  return meetings.flatMap(({ id, continues }) =>
    continues
      .filter((one) => !known.includes(one))
      .map((one): Finding => {
        const others = known.filter((other) => other !== id);
        const nearest = nearestWord(one, others);
        const text = `continues ${one}, which is no meeting of the file, and no issue of one is known`;
        const remedy = nearest === null ? "correct the id, or leave it out" : `continues: ${nearest}`;
        return { status: "warning", subject: `meetings.${id}`, text, remedy };
      }),
  );
}
