import type { MeetingSeries, ProjectConfiguration } from "../config/types.ts";
import type { LeftBehind } from "../domain/action-items/types.ts";
import type { Agenda, AgendaTemplate } from "../domain/agenda/types.ts";
import type { Reason } from "../domain/reason.ts";
import type {
  HolidayCalendar,
  Instant,
  Occurrence,
  OccurrenceOverrides,
  SeriesDecisions,
} from "../domain/schedule/types.ts";
import type { Issue, User } from "../gitlab/port.ts";

/** What is in GitLab, read in full or not at all. */
export interface Snapshot {
  readonly at: Instant;
  readonly configuration: ProjectConfiguration;
  readonly calendar: HolidayCalendar;
  /** Issues made by the bot: only their markers are believed (law 1). */
  readonly own: readonly Issue[];
  /** Issues that wear the agenda label, whoever made them. */
  readonly labelled: readonly Issue[];
}

/** An issue recognised as the agenda of one occurrence. */
export interface SeriesAgenda {
  readonly issue: Issue;
  /** Id of the occurrence, or null for a hand-written agenda from before the series or off its schedule. */
  readonly occurrence: string | null;
  /** Day of the call: its due date, else the planned day. */
  readonly date: string;
  /** The bot made it: the markers of items in it are believed. */
  readonly byBot: boolean;
  /** False for a twin: another agenda of the same occurrence has the lower iid. */
  readonly canonical: boolean;
  /** Day the bot gave it when it made it; null when unknown. */
  readonly madeFor: string | null;
}

/** One series as it stands: its agendas, what people did to its calls, what is due. */
export interface SeriesState {
  readonly meeting: MeetingSeries;
  /** Oldest call first; twins before the canonical agenda of their occurrence. */
  readonly agendas: readonly SeriesAgenda[];
  readonly overrides: OccurrenceOverrides;
  readonly decisions: SeriesDecisions;
}

/** An issue that looks like an agenda and could not be placed. */
export interface Unplaced {
  readonly issue: Issue;
  readonly reason: Reason;
}

export interface ProjectState {
  readonly snapshot: Snapshot;
  readonly series: readonly SeriesState[];
  readonly unplaced: readonly Unplaced[];
}

/** What the plan needs beyond the snapshot, read only when something is due. */
export interface Details {
  /** By template name. */
  readonly templates: ReadonlyMap<string, AgendaTemplate>;
  /** By lower-case user name: members that can be assigned. */
  readonly users: ReadonlyMap<string, User>;
  /** By issue iid: iids of related issues of the same project. */
  readonly relations: ReadonlyMap<number, readonly number[]>;
}

/** One step towards the wanted state; each is safe to repeat or made so by observing again. */
export type Action =
  | {
      readonly kind: "create-agenda";
      readonly series: string;
      readonly occurrence: Occurrence;
      readonly agenda: Agenda;
      readonly assigneeIds: readonly number[];
      /** Issues to relate the new agenda to. */
      readonly relateTo: readonly number[];
      readonly template: { readonly name: string; readonly source: string };
      readonly reason: Reason;
    }
  | {
      readonly kind: "relate";
      readonly series: string;
      readonly iid: number;
      readonly to: number;
      readonly reason: Reason;
    }
  | {
      readonly kind: "close-twin";
      readonly series: string;
      readonly iid: number;
      /** The agenda that stays. */
      readonly stays: number;
      readonly removeLabels: readonly string[];
      readonly reason: Reason;
    }
  | {
      readonly kind: "set-due-date";
      readonly series: string;
      readonly iid: number;
      readonly dueDate: string;
      readonly previous: string | null;
      readonly reason: Reason;
    };

/** Something looked at and left alone. */
export interface NonAction {
  readonly series: string;
  /** Occurrence id, or null when it concerns the series or an issue. */
  readonly occurrence: string | null;
  readonly iid: number | null;
  readonly reason: Reason;
}

/** The whole plan of one project: pure data. */
export interface Plan {
  readonly at: Instant;
  readonly actions: readonly Action[];
  readonly skipped: readonly NonAction[];
  /** Items that stay behind, by series. */
  readonly leftBehind: ReadonlyMap<string, readonly LeftBehind[]>;
  readonly warnings: readonly string[];
  /** When something changes by the passing of time alone, or null. */
  readonly nextWakeAt: Instant | null;
}
