import type { AgendaRules } from "../../domain/agenda/types.ts";
import type { Problem } from "../../domain/errors.ts";
import type { FollowUpRules } from "../../domain/follow-up/types.ts";
import type { GuardRules } from "../../domain/guard/types.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { MeetingTypeName } from "../../domain/meeting-types/types.ts";
import type { Absence, CallGuests, NoteTakers, Observer } from "../../domain/people/types.ts";
import type { CustomerProfile } from "../../domain/profile/types.ts";
import type { NoiseRules, ReminderRules } from "../../domain/reminders/types.ts";
import type { CallTrigger } from "../../domain/schedule/trigger.ts";
import type { TemplateVariables } from "../../domain/template/values.ts";
import type { TextLanguage } from "../../domain/texts/language.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import type { TopicRules } from "../../domain/topics/types.ts";
import type { StateLabelKey } from "../schema/handbook-defaults.ts";

/** Whether a mention in a new agenda reaches the person it names. */
export type MentionPolicy = "quiet" | "notify";

/** `.gitlab/cadence.yml` of one collaboration project, checked and with every default filled in. */
export interface ProjectConfiguration {
  readonly customer: string;
  /** What issues and comments are written in. */
  readonly language: TextLanguage;
  /** What the account team is called in titles and headings. */
  readonly teamName: string;
  /** IANA name in its canonical spelling, `Europe/Berlin`. */
  readonly timeZone: string;
  /** The clock that the customer keeps, where the file says that. */
  readonly customerTimeZone: string | null;
  /** `DE` or `DE-BY`, upper case; the public holidays of each count. */
  readonly countries: readonly string[];
  /** Who leads, one after the other; the last has no end. Never empty unless `account_team` and `csm` are. */
  readonly csm: readonly CsmTerm[];
  /** As written, `@jane` or a plain name. */
  readonly accountTeam: readonly string[];
  /** The customer's side, as written. */
  readonly attendees: readonly string[];
  /** Who watches the calls of every meeting that does not say otherwise. */
  readonly observers: readonly Observer[];
  /** Who is away, and who covers. */
  readonly away: readonly Absence[];
  /** Marks agendas; people put it on agendas they write by hand. */
  readonly agendaLabel: string;
  /** Marks follow-ups. */
  readonly followUpLabel: string;
  /** Labels by which issues say how they stand. */
  readonly stateLabels: Readonly<Record<StateLabelKey, StateLabel>>;
  /** Labels of the issues that the success plan is made of. */
  readonly objectives: readonly string[];
  readonly mentions: MentionRules;
  readonly reminders: ReminderRules;
  readonly noise: NoiseRules;
  /** Variables of its own for templates and titles, as written. */
  readonly variables: TemplateVariables;
  /** Path or id of the project that holds shared templates, or null. */
  readonly templateProject: string | null;
  /** What its customer should not read: whoever runs the bot says so, never a file of the project. */
  readonly guard: GuardRules;
  /** Agendas from before the bot; null where the file does not say. */
  readonly history: HistoryRules | null;
  /** What kind of customer it is for; null where the file does not say. */
  readonly profile: CustomerProfile | null;
  /** What agendas of the main series suggest to talk about; null where the file says neither `profile` nor `topics`. */
  readonly topics: TopicRules | null;
  /** In the order of the file; the cadence series of `calls` comes first. */
  readonly meetings: readonly MeetingSeries[];
  /** What cannot be meant in schedules: the rest of the file holds all the same. */
  readonly faults: readonly ScheduleFault[];
}

/** Which issues are agendas from before the bot: read, and never written. */
export interface HistoryRules {
  /** Agendas of calls on days before it. */
  readonly before: PlainDate;
  /** Titles of those without the agenda label; `*` stands for anything. */
  readonly titles: readonly string[];
  readonly issues: readonly IssueIid[];
  /** Id of the series that they belong to, or null: by day and labels, else the main one. */
  readonly series: string | null;
}

/** Something in a schedule that cannot be meant, with its place in the file. */
export interface ScheduleFault {
  readonly problem: Problem;
  /** The last day that it is about; null where it holds at any time. */
  readonly until: PlainDate | null;
}

/** The CSM up to and including a day (in the project's zone). */
export interface CsmTerm {
  /** `@jane` or a plain name. */
  readonly user: string;
  /** Last day, or null. */
  readonly until: PlainDate | null;
}

export interface StateLabel {
  readonly name: string;
  /** `#RRGGBB` */
  readonly color: string;
  readonly description: string;
}

export interface MentionRules {
  /** In action items that are carried forward. */
  readonly carried: MentionPolicy;
  /** People in the head of the agenda. */
  readonly attendees: MentionPolicy;
  /** Participants in the first comment on a follow-up. */
  readonly followUp: MentionPolicy;
  /** Whether a reminder may mention customer people. */
  readonly customer: boolean;
}

/** One kind of recurring meeting of a project: the rules of its agendas, under the id that people chose. */
export interface MeetingSeries extends AgendaRules {
  readonly id: string;
  /** What kind of meeting it is; null where nobody says. */
  readonly type: MeetingTypeName | null;
  /** Name of a description template, without `.md`. */
  readonly template: string;
  readonly followUp: FollowUpRules;
  /** Where its open items go; null where the file does not say: `own` as long as that is not far away. */
  readonly home: "own" | "main" | null;
  /** Days, by the rhythm, of calls with a short review in them. */
  readonly miniReviews: readonly PlainDate[];
  /** Takes the items of other series that have no agenda of their own to go to. */
  readonly main: boolean;
  /** Ids of series that it goes on from, also such as the file no longer has. */
  readonly continues: readonly string[];
  /** Its calls follow those of another series that were held; null where a rhythm says when it meets. */
  readonly trigger: CallTrigger | null;
  /** The customer's side in it; null for the project's. */
  readonly attendees: readonly string[] | null;
  /** Who watches it; null for the project's. */
  readonly observers: readonly Observer[] | null;
  /** By the day of the call, in the order of days. */
  readonly guests: readonly CallGuests[];
  /** null where the file does not say who takes notes. */
  readonly noteTakers: NoteTakers | null;
}
