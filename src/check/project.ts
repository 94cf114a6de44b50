import { allAttendees, allObservers } from "../config/resolve/people.ts";
import type { MeetingSeries, ProjectConfiguration } from "../config/resolve/types.ts";
import { unknownSections } from "../domain/action-items/read/select.ts";
import { isPermanentError } from "../domain/errors.ts";
import type { MarkdownDocument } from "../domain/markdown/types.ts";
import { checkSchedule } from "../domain/schedule/check-schedule.ts";
import { formatRhythm } from "../domain/schedule/format.ts";
import type { HolidayCalendar } from "../domain/time/types.ts";
import { DAY_MS } from "../domain/time/units.ts";
import { hasRole, roleName } from "../gitlab/access-levels.ts";
import type { GitLab, Label, Member, Token, User } from "../gitlab/port.ts";

/** One thing looked at by `cadence check`. */
export interface Finding {
  /** `hint`: a proposal or a thing to know, not a fault. */
  readonly status: "ok" | "hint" | "warning" | "problem";
  readonly subject: string;
  readonly text: string;
  /** What to do about it; empty when it is fine. */
  readonly remedy: string;
}

/** What the fields of a schedule are called in the file. */
const KEYS = {
  recurrences: "repeat or rrule",
  from: "from",
  until: "until",
  leadTime: "lead_time",
  skip: "skip or pause",
  pause: "pause",
  move: "move",
} as const;
const EXPIRY_WARNING_DAYS = 30;

function ok(subject: string, text: string): Finding {
  return { status: "ok", subject, text, remedy: "" };
}

/** The token: may it write, and how long will it live. */
export function checkProjectToken(token: Token | null, now: string): Finding {
  if (token === null) return ok("token", "works; it cannot tell its own scopes");
  if (!token.scopes.includes("api")) {
    return {
      status: "problem",
      subject: "token",
      text: `"${token.name}" has the scopes ${token.scopes.join(", ") || "none"}`,
      remedy: "create a project or group access token with the scope api",
    };
  }
  if (token.expiresAt === null) return ok("token", `"${token.name}" has the scope api and does not expire`);
  const days = Math.floor((Date.parse(token.expiresAt) - Date.parse(now)) / DAY_MS);
  const text = `"${token.name}" has the scope api and expires on ${token.expiresAt}`;
  if (days > EXPIRY_WARNING_DAYS) return ok("token", text);
  return {
    status: "warning",
    subject: "token",
    text,
    remedy: "rotate it before that day and store the new one in GITLAB_TOKEN",
  };
}

/** The bot's role in the project. */
export function checkRole(user: User, members: readonly Member[]): Finding {
  const member = members.find((one) => one.id === user.id);
  const remedy = "give it the role Reporter in the project or its group";
  if (member === undefined) {
    return { status: "problem", subject: "role", text: `@${user.username} is not a member of the project`, remedy };
  }
  const role = roleName(member.accessLevel);
  // The least that may set labels, assignees and due dates. Whether it reads files is seen when it does.
  if (hasRole(member.accessLevel, "Planner")) return ok("role", `@${user.username} is ${role}`);
  return {
    status: "problem",
    subject: "role",
    text: `@${user.username} is only ${role}: labels and dates would be dropped`,
    remedy,
  };
}

/** Labels that exist in another spelling would be created a second time: GitLab's labels know upper and lower case. */
export function checkProjectLabels(configuration: ProjectConfiguration, labels: readonly Label[]): readonly Finding[] {
  const wanted = new Set([configuration.agendaLabel, ...configuration.meetings.flatMap((meeting) => meeting.labels)]);
  return [...wanted].map((name): Finding => {
    if (labels.some((label) => label.name === name)) return ok("label", `"${name}" exists`);
    const other = labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
    if (other === undefined) return ok("label", `"${name}" will be created with the first agenda`);
    return {
      status: "problem",
      subject: "label",
      text: `"${name}" is written "${other.name}" in the project`,
      remedy: `write "${other.name}" in the configuration, or rename the label`,
    };
  });
}

/** People named in the configuration who are no members can be neither assigned nor notified. */
export function checkPeople(configuration: ProjectConfiguration, members: readonly Member[]): readonly Finding[] {
  const known = new Set(members.map((member) => member.username.toLowerCase()));
  const named = new Set([
    ...configuration.accountTeam,
    ...allAttendees(configuration),
    ...allObservers(configuration),
    ...configuration.csm.map((term) => term.user),
    ...configuration.away.flatMap(({ user, cover }) => [user, ...(cover === null ? [] : [cover])]),
    ...configuration.meetings.flatMap(({ assignees, guests, noteTakers }) => [
      ...(assignees ?? []),
      ...guests.flatMap(({ people }) => people),
      ...(noteTakers === "rotate" || noteTakers === null ? [] : noteTakers),
    ]),
  ]);
  const missing = [...named].filter((name) => name.startsWith("@") && !known.has(name.slice(1).toLowerCase()));
  if (missing.length === 0) return [ok("people", "everybody named is a member of the project")];
  return missing.map((name) => ({
    status: "warning",
    subject: "people",
    text: `${name} is not a member of the project`,
    remedy: "add the person to the project, or correct the user name",
  }));
}

/** Headings that `carry.sections` names and no agenda has: nothing would be carried from them. */
export function checkSections(meeting: MeetingSeries, agendas: readonly MarkdownDocument[]): readonly Finding[] {
  return unknownSections(agendas, meeting.carry.sections ?? []).map((section) => ({
    status: "warning",
    subject: `meetings.${meeting.id}.carry.sections`,
    text: `no agenda and no template has a heading "${section}"`,
    remedy: "write the heading as it stands in the template",
  }));
}

/** The schedule of every series over the year to come. */
export function checkSchedules(
  configuration: ProjectConfiguration,
  calendar: HolidayCalendar,
  now: string,
): readonly Finding[] {
  const to = new Date(Date.parse(now) + 366 * DAY_MS).toISOString();
  return configuration.meetings.flatMap((meeting): readonly Finding[] => {
    // Errors are told with their place in the file.
    const problems = checkSchedule(meeting.schedule, calendar, { from: now, to }).filter(
      ({ severity }) => severity === "warning",
    );
    if (problems.length === 0) return [ok(`meetings.${meeting.id}`, formatRhythm(meeting.schedule.recurrences))];
    return problems.map(({ field, problem, allowed }) => ({
      status: "warning",
      subject: `meetings.${meeting.id}`,
      text: problem,
      remedy:
        allowed.length === 0 ? `look at ${KEYS[field]} in the configuration` : `${KEYS[field]}: ${allowed.join(" | ")}`,
    }));
  });
}

/** Returns what `find` finds; a refusal becomes a finding instead of ending the check. */
export async function findUnlessRefused(
  subject: string,
  find: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await find();
  } catch (error) {
    if (!isPermanentError(error)) throw error;
    return [{ status: "problem", subject, text: error.message, remedy: error.remedy }];
  }
}

/** The project itself: can agendas be made there at all. */
export async function checkProject(gitlab: GitLab): Promise<readonly Finding[]> {
  const project = await gitlab.getProject();
  if (project.archived) {
    return [
      {
        status: "problem",
        subject: "project",
        text: `${project.path} is archived`,
        remedy: "unarchive it, or stop serving it",
      },
    ];
  }
  if (!project.issuesEnabled) {
    return [
      {
        status: "problem",
        subject: "project",
        text: `${project.path} has issues switched off`,
        remedy: "switch them on in Settings > General > Visibility",
      },
    ];
  }
  return [ok("project", `${project.path}, default branch ${project.defaultBranch ?? "none yet"}`)];
}
