import type { AgendaRules } from "../domain/agenda/types.ts";

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

/** One kind of recurring meeting of a project: the rules of its agendas, under the id that people chose. */
export interface MeetingSeries extends AgendaRules {
  readonly id: string;
  /** Name of a description template, without `.md`. */
  readonly template: string;
}
