import { handbookLayer, resolveMeeting } from "./resolve-meeting.ts";
import { DEFAULT_AGENDA_LABEL } from "./schema/handbook-defaults.ts";
import type { ProjectInput } from "./schema/project-file.ts";
import type { ProjectConfiguration } from "./types.ts";

/** Fills in every default. `ids` are the meetings in the order of the file. */
export function resolveProject(input: ProjectInput, ids: readonly string[]): ProjectConfiguration {
  const countries = [...new Set(input.country)];
  const accountTeam = input.account_team ?? [];
  const mentions = typeof input.mentions === "string" ? { carried: input.mentions } : input.mentions;
  const context = {
    timeZone: input.timezone,
    countries,
    csm: accountTeam[0] ?? null,
    layers: [handbookLayer(), input.defaults ?? {}],
  };
  return {
    customer: input.customer,
    timeZone: input.timezone,
    countries,
    accountTeam,
    attendees: input.attendees ?? [],
    agendaLabel: input.agenda_label ?? DEFAULT_AGENDA_LABEL,
    mentions: { carried: mentions?.carried ?? "quiet", attendees: mentions?.attendees ?? "notify" },
    templateProject: input.template_project ?? null,
    meetings: ids.flatMap((id) => {
      const meeting = input.meetings[id];
      return meeting === undefined ? [] : [resolveMeeting(id, meeting, context)];
    }),
  };
}
