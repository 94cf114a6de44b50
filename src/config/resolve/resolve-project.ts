import { asIssueIid } from "../../domain/ids.ts";
import {
  DEFAULT_AGENDA_LABEL,
  DEFAULT_FOLLOW_UP_LABEL,
  DEFAULT_LANGUAGE,
  DEFAULT_TEAM_NAME,
  OBJECTIVE_LABELS,
  STATE_LABELS,
  type StateLabelKey,
} from "../schema/handbook-defaults.ts";
import type { ProjectInput } from "../schema/project-file.ts";
import { handbookLayers } from "./meeting-types.ts";
import { resolveAway, resolveObservers } from "./people.ts";
import { resolveCalls } from "./resolve-calls.ts";
import { resolveGuard } from "./resolve-guard.ts";
import { resolveMeeting } from "./resolve-meeting.ts";
import { resolveMentions, resolveNoise, resolveReminders } from "./resolve-notices.ts";
import { resolveTopics } from "./resolve-topics.ts";
import { tellTitlesApart } from "./titles.ts";
import type { CsmTerm, ProjectConfiguration, StateLabel } from "./types.ts";

/** Fills in every default. `ids` are the meetings in the order of the file. */
export function resolveProject(
  input: ProjectInput,
  ids: readonly string[],
  handbook = handbookLayers(),
): Omit<ProjectConfiguration, "faults"> {
  const countries = [...new Set(input.country)];
  const accountTeam = input.account_team ?? [];
  const agendaLabel = input.agenda_label ?? DEFAULT_AGENDA_LABEL;
  const layers = { handbook, defaults: input.defaults ?? {} };
  const isTyped = input.profile !== undefined || input.calls !== undefined;
  const noise = resolveNoise(input.noise);
  const language = input.language ?? DEFAULT_LANGUAGE;
  const joinUrl = input.join_url ?? null;
  const where = { timeZone: input.timezone, countries, joinUrl };
  const context = { ...where, language, agendaLabel, hours: noise.hours, ...layers, isTyped };
  const calls = resolveCalls(input, ids);
  const meetings = calls.ids.flatMap((id, index) => {
    const meeting = calls.meetings[id];
    return meeting === undefined ? [] : [resolveMeeting(id, meeting, { ...context, isFirst: index === 0 })];
  });
  const inTitles = {
    customer: input.customer,
    teamName: input.team_name ?? DEFAULT_TEAM_NAME,
    language,
    variables: input.variables ?? {},
  };
  return {
    ...inTitles,
    timeZone: input.timezone,
    customerTimeZone: input.customer_timezone ?? null,
    countries,
    csm: input.csm ?? firstOf(accountTeam),
    accountTeam,
    attendees: input.attendees ?? [],
    observers: resolveObservers(input.observers ?? []),
    away: resolveAway(input.away ?? []),
    agendaLabel,
    followUpLabel: input.follow_up_label ?? DEFAULT_FOLLOW_UP_LABEL,
    stateLabels: resolveStateLabels(input.state_labels),
    objectives: [...new Set(input.objectives ?? (input.profile === undefined ? [] : OBJECTIVE_LABELS))],
    mentions: resolveMentions(input.mentions),
    reminders: resolveReminders(input.reminders),
    noise,
    templateProject: input.template_project ?? null,
    guard: resolveGuard(),
    history: resolveHistory(input.history),
    profile: calls.profile,
    topics: resolveTopics(input),
    meetings: tellTitlesApart(meetings, inTitles),
  };
}

function firstOf(accountTeam: readonly string[]): readonly CsmTerm[] {
  return accountTeam.slice(0, 1).map((user) => ({ user, until: null }));
}

function resolveHistory(input: ProjectInput["history"]): ProjectConfiguration["history"] {
  if (input === undefined) return null;
  const { before, titles = [], issues = [], series = null } = input;
  return { before, titles: [...new Set(titles)], issues: [...new Set(issues)].map(asIssueIid), series };
}

function resolveStateLabels(input: ProjectInput["state_labels"]): ProjectConfiguration["stateLabels"] {
  const labels = Object.entries(STATE_LABELS).map(([state, usual]): [string, StateLabel] => {
    const given = input?.[usual.key] ?? {};
    const { name, color, description } = typeof given === "string" ? { name: given } : { ...given };
    return [
      state,
      {
        name: name ?? usual.name,
        color: color ?? usual.color,
        description: description ?? usual.description,
      },
    ];
  });
  return Object.fromEntries(labels) as Record<StateLabelKey, StateLabel>;
}
