import { frequencyWord } from "../../domain/agenda/frequency.ts";
import { meetingName } from "../../domain/template/meeting-name.ts";
import { renderTemplate, templateVariables } from "../../domain/template/render.ts";
import { exampleVariables } from "../../domain/template/variable-table.ts";
import type { TextLanguage } from "../../domain/texts/language.ts";
import { textsIn } from "../../domain/texts/texts.ts";
import { NAMED_TITLES } from "../schema/texts.ts";
import type { MeetingSeries, ProjectConfiguration } from "./types.ts";

type TitleFacts = Pick<ProjectConfiguration, "customer" | "teamName" | "language" | "variables">;

/** Several series of one title could not be told apart: `office-hours` has "GitLab / Acme Office Hours - 2026-01-13". */
export function ownTitle(id: string, language: TextLanguage): string {
  return textsIn(language).titles.ofSeries({ name: nameInTitle(id) });
}

function nameInTitle(id: string): string {
  const words = id.split("-").filter((word) => word !== "");
  const name = words.map((word) =>
    words.length === 1 && word.length < 4 ? word.toUpperCase() : `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  );
  return name.join(" ");
}

/** One of the handbook's meeting names in words; any other title is as it is written. */
export function titleIn(title: string, language: TextLanguage): string {
  const named = NAMED_TITLES.find((name) => name === title);
  return named === undefined ? title : textsIn(language).titles[named];
}

/** Returns what the title of a series is on a day: what is equal of two series nobody could tell apart then. */
export function titleOnOneDay({ id, title, schedule }: MeetingSeries, facts: TitleFacts): string {
  const texts = textsIn(facts.language);
  const duration = String(schedule.durationMinutes);
  const time = [...new Set(schedule.recurrences.map((one) => one.time))].join(", ");
  // Twelve years of days are counted for the word: only for a title that shows it.
  const shown = templateVariables(title).includes("frequency") ? schedule.recurrences : [];
  const frequencies = shown.map(({ rrule }) => frequencyWord(rrule, texts));
  const rendered = renderTemplate(title, {
    ...facts.variables,
    ...exampleVariables("agenda"),
    customer: facts.customer,
    team_name: facts.teamName,
    series: meetingName(id),
    frequency: [...new Set(frequencies)].join(", "),
    time,
    time_utc: time,
    end_time: `${time} + ${duration}`,
    duration,
  });
  return rendered.ok ? rendered.markdown : title;
}

/**
 * Gives series that would have the title of an earlier one on one day a title with their name, as long as it is a title of
 * ours: one that people wrote says what they want.
 */
export function tellTitlesApart(meetings: readonly MeetingSeries[], facts: TitleFacts): readonly MeetingSeries[] {
  if (meetings.length < 2) return meetings;
  const taken = new Set<string>();
  return meetings.map((meeting) => {
    const choices = [meeting.title, ...titlesWithName(meeting, facts.language)].map((title) => ({ ...meeting, title }));
    const chosen = choices.find((one) => !taken.has(titleOnOneDay(one, facts))) ?? meeting;
    taken.add(titleOnOneDay(chosen, facts));
    return chosen;
  });
}

/** What may stand in place of a title of ours: with the name, then with the id, which no other series has. */
function titlesWithName({ id, title }: MeetingSeries, language: TextLanguage): readonly string[] {
  const { titles } = textsIn(language);
  const withName = new Map([
    [ownTitle(id, language), titles.ofSeries],
    [titles.customer, titles.ofSeries],
    [titles.frequency, titles.frequencyOfSeries],
    [titles.plain, titles.plainOfSeries],
  ]).get(title);
  return withName === undefined ? [] : [nameInTitle(id), id].map((name) => withName({ name }));
}
