import type { SeriesSchedule } from "../domain/schedule/types.ts";

/** Whether a mention in a new agenda reaches the person it names. */
export type MentionPolicy = "quiet" | "notify";

/** `.gitlab/cadence.yml` of one collaboration project, checked and with every default filled in. */
export interface ProjectConfiguration {
  readonly customer: string;
  /** IANA name in its canonical spelling, `Europe/Berlin`. */
  readonly timeZone: string;
  /** `DE` or `DE-BY`, upper case; the public holidays of each count. */
  readonly countries: readonly string[];
  /** As written, `@jane` or a plain name; the first one is the CSM. */
  readonly accountTeam: readonly string[];
  /** The customer's side, as written. */
  readonly attendees: readonly string[];
  /** Marks agendas; people put it on agendas they write by hand. */
  readonly agendaLabel: string;
  readonly mentions: { readonly carried: MentionPolicy; readonly attendees: MentionPolicy };
  /** Path or id of the project that holds shared templates, or null. */
  readonly templateProject: string | null;
  /** In the order of the file. */
  readonly meetings: readonly MeetingSeries[];
}

/** One kind of recurring meeting of a project. */
export interface MeetingSeries {
  readonly id: string;
  readonly schedule: SeriesSchedule;
  /** Mustache pattern. */
  readonly title: string;
  /** Name of a description template, without `.md`. */
  readonly template: string;
  readonly labels: readonly string[];
  /** Each `@username`; empty for nobody. */
  readonly assignees: readonly string[];
  readonly confidential: boolean;
  readonly carry: CarryConfiguration;
}

/** What of the earlier agendas goes into the next one. */
export interface CarryConfiguration {
  readonly enabled: boolean;
  /** Headings whose tasks are carried, or null for all. */
  readonly sections: readonly string[] | null;
  /** An item carried more often than this is marked for a decision. */
  readonly flagAfter: number;
  /** An item older than this many days is marked for a decision. */
  readonly flagAfterDays: number;
}
