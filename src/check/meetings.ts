import { ownTitle } from "../config/resolve/resolve-meeting.ts";
import type { MeetingSeries } from "../config/resolve/types.ts";
import { parseIssueMarker } from "../domain/marker/issue-marker.ts";
import { formatRhythm } from "../domain/schedule/format.ts";
import { nearestWord } from "../domain/text/nearest-word.ts";
import type { TextLanguage } from "../domain/texts/language.ts";
import type { ProjectState } from "../reconcile/model/types.ts";
import type { Finding } from "./project.ts";

/** Variables that differ where the rhythms do. */
const RHYTHM: ReadonlySet<string> = new Set(["frequency", "time", "end_time", "time_utc", "duration"]);

/** What a title says of a series that it does not say of every other one. */
function titleOf({ id, title, schedule }: MeetingSeries): string {
  const variables = title.split("}}").map((text) => text.slice(text.lastIndexOf("{{") + 2).trim());
  if (variables.includes("series")) return `${title} ${id}`;
  return variables.some((name) => RHYTHM.has(name))
    ? `${title} ${formatRhythm(schedule.recurrences)} ${schedule.durationMinutes}`
    : title;
}

/** Meetings that give their agendas the same title: on one day nobody could tell them apart. */
export function checkTitles(meetings: readonly MeetingSeries[], language: TextLanguage): readonly Finding[] {
  return meetings.flatMap((meeting, index): readonly Finding[] => {
    const same = meetings.slice(0, index).find((one) => titleOf(one) === titleOf(meeting));
    if (same === undefined) return [];
    const text = `its agendas have the same title as those of ${same.id}, "${meeting.title}"`;
    const remedy = `title: "${ownTitle(meeting.id, language)}"`;
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
