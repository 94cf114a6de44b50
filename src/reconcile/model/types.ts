import type { MeetingSeries, ProjectConfiguration } from "../../config/resolve/types.ts";
import type { LeftBehind } from "../../domain/action-items/read/types.ts";
import type { ItemEvidence } from "../../domain/action-items/timeline/resolution.ts";
import type { IdentifiedItems, SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { AgendaTemplate } from "../../domain/agenda/types.ts";
import type { ConfigError } from "../../domain/errors.ts";
import type { Guard } from "../../domain/guard/types.ts";
import type { IssueIid, NoteId } from "../../domain/ids.ts";
import type { ParseMarkdown } from "../../domain/markdown/known-documents.ts";
import type { IssueMarker, WrittenFor } from "../../domain/marker/issue-marker.ts";
import type { OldItemDecisions } from "../../domain/old-items/list.ts";
import type { Reason } from "../../domain/reason.ts";
import type { OccurrenceOverrides, SeriesDecisions } from "../../domain/schedule/types.ts";
import type { Texts } from "../../domain/texts/texts.ts";
import type { HolidayCalendar, Instant, PlainDate } from "../../domain/time/types.ts";
import type { Issue, LabelEvent, Note, Reaction, StateEvent, User } from "../../gitlab/port.ts";
import type { Action } from "../actions/kinds.ts";
import type { AsideIssue, Unplaced } from "./recognise/aside-issue.ts";

export type { AsideIssue, Unplaced } from "./recognise/aside-issue.ts";

/** What is in GitLab, read in full or not at all. */
export interface Snapshot {
  readonly at: Instant;
  readonly configuration: ProjectConfiguration;
  readonly calendar: HolidayCalendar;
  /** Issues made by the bot: only their markers are believed (law 1). */
  readonly own: readonly Issue[];
  /** Issues that wear the agenda label, whoever made them, and those that `history` names. */
  readonly labelled: readonly Issue[];
  /** The list of open items from before the bot as people left it; null where there is none. */
  readonly oldItems?: string | null;
  /** Issues that are not read; nothing is made that would double them. */
  readonly aside?: readonly AsideIssue[];
  /** Address of the instance without a trailing slash, or null when unknown. */
  readonly instanceUrl?: string | null;
  /** How many follow-ups that are held back somebody asked this run to make, the newest ones; none by default. */
  readonly catchUp?: number | undefined;
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
  /** False for a duplicate: another agenda of the same occurrence has the lower iid. */
  readonly canonical: boolean;
  /** It stands for its occurrence: no duplicate, not even one that outlived the agenda that stayed. */
  readonly stands: boolean;
  /** Day the bot gave it last; a due date that differs is a person's. null when unknown. */
  readonly madeFor: string | null;
  /** The call that the bot wrote title and text for; null when unknown. */
  readonly writtenFor: WrittenFor | null;
  /** The rhythm changed: its marker names another call still. `date` is the day that the configuration plans now. */
  readonly adopted: { readonly date: string } | null;
  /** When its call begins, or null where only its day is known. */
  readonly start: Instant | null;
  /** It was closed after its call began: the call was held (design, identity). */
  readonly held: boolean;
  /** It is from before the bot: read, and never written. */
  readonly beforeBot: boolean;
}

/** An agenda before it is known when its call begins. */
export type RecognisedAgenda = Omit<SeriesAgenda, "start" | "held" | "beforeBot">;

/** An issue recognised as the follow-up of one agenda: made by the bot, known by its marker. */
export interface SeriesFollowUp {
  readonly issue: Issue;
  readonly occurrence: string;
  readonly marker: IssueMarker;
  /** False for a duplicate: another follow-up of the same agenda has the lower iid. */
  readonly canonical: boolean;
  /** Nobody changed its text since the bot wrote it; ticked boxes do not count. */
  readonly untouched: boolean;
}

/** One series as it stands: its agendas, what people did to its calls, what is due. */
export interface SeriesState {
  readonly meeting: MeetingSeries;
  /** Why it has no calls of its own any more, in words, where the configuration does not have it; else null. */
  readonly gone: string | null;
  /** Oldest call first; duplicates before the canonical agenda of their occurrence. */
  readonly agendas: readonly SeriesAgenda[];
  /** By occurrence, duplicates after the one that stays. */
  readonly followUps: readonly SeriesFollowUp[];
  /** Iids of the issues that the bot made for items of the project. */
  readonly itemIssues: ReadonlySet<IssueIid>;
  readonly overrides: OccurrenceOverrides;
  readonly decisions: SeriesDecisions;
  /** Where every agenda of it and its follow-up stand, oldest call first. */
  readonly followUpCases: readonly FollowUpCase[];
}

/** Where one agenda and its follow-up stand, as far as the issues themselves tell. */
export type FollowUpCase =
  /** `closedAt` of an agenda that is open: the end of its call, where the follow-up is made without a click. */
  | { readonly kind: "wanted"; readonly agenda: SeriesAgenda; readonly closedAt: Instant }
  /** Its follow-up is made at an instant to come, though nobody closes it. */
  | { readonly kind: "to-come"; readonly agenda: SeriesAgenda; readonly end: Instant; readonly at: Instant }
  /** Wanted, and not made: too many of its series want one together (law 6, no flood). */
  | { readonly kind: "held-back"; readonly agenda: SeriesAgenda; readonly closedAt: Instant; readonly reason: Reason }
  /** Open follow-up of a closed agenda, or of a call that is over and asks for no click: to be announced, refreshed or left alone. */
  | {
      readonly kind: "open";
      readonly agenda: SeriesAgenda;
      readonly followUp: SeriesFollowUp;
      readonly closedAt: Instant;
      /** The agenda was closed anew since the follow-up took it up. */
      readonly closedAgain: boolean;
    }
  /** The agenda was opened again. */
  | { readonly kind: "reopened"; readonly agenda: SeriesAgenda; readonly followUp: SeriesFollowUp }
  /** The bot took the follow-up back, and the agenda is closed again. */
  | {
      readonly kind: "taken-back";
      readonly agenda: SeriesAgenda;
      readonly followUp: SeriesFollowUp;
      readonly closedAt: Instant;
    }
  | { readonly kind: "none"; readonly agenda: SeriesAgenda; readonly reason: Reason };

/** Where the open items of a series, or one of them, go. */
export interface ItemsHome {
  /** Its next agenda takes them; null where none does. */
  readonly to: SeriesState | null;
  /** Why that is not their own series, in words; null where it is. */
  readonly why: string | null;
}

/** What one look at a project begins with. */
export interface ProjectFacts {
  readonly snapshot: Snapshot;
  /** The bot as GitLab knows it: the author of its own issues; null as long as it wrote none. */
  readonly bot: User | null;
  /** The day of the look in the project's zone. */
  readonly today: PlainDate;
  /** What the customer should not read in what the bot makes. */
  readonly guard: Guard;
  /** What it says there, in the language of the configuration. */
  readonly texts: Texts;
  /** The day the bot began in the project; today where it made nothing yet. */
  readonly began: PlainDate;
  /** What people decided about open items from before the bot; null where nobody made a list. */
  readonly oldItems: OldItemDecisions | null;
  readonly parse: ParseMarkdown;
}

/** How a project stands in one look at it: what everything else asks is found once, here. */
export interface ProjectState extends ProjectFacts {
  /** Those of the configuration, in the order of the file. */
  readonly series: readonly SeriesState[];
  /** Those it has no more, and the meetings outside of every series: their items live on elsewhere. */
  readonly former: readonly SeriesState[];
  /** Both of them: every series with something to look after. */
  readonly everySeries: readonly SeriesState[];
  /** By iid of an agenda or follow-up: the series that it belongs to. */
  readonly seriesOfIssue: ReadonlyMap<IssueIid, SeriesState>;
  /** Where the open items of each series go, confidential ones apart (law 2). */
  readonly homes: ReadonlyMap<SeriesState, ItemsHome>;
  /** The series that share items with one, itself among them: what is ticked in one is ticked in all (law 2). */
  readonly circles: ReadonlyMap<SeriesState, readonly SeriesState[]>;
  readonly unplaced: readonly Unplaced[];
  /** Issues from before the bot: no action is about one of them. */
  readonly neverWritten: ReadonlySet<IssueIid>;
}

/** The action items of all series, as far as comments and evidence tell. */
export interface ProjectItems {
  readonly identified: ReadonlyMap<readonly SeriesState[], IdentifiedItems>;
  readonly bySeries: ReadonlyMap<string, SeriesItems>;
}

/** Comments by issue iid, as far as they were read, oldest first. */
export type Comments = ReadonlyMap<IssueIid, readonly Note[]>;

/** What the plan needs beyond the snapshot, read only when something is due. */
export interface Details {
  /** By template name. */
  readonly templates: ReadonlyMap<string, AgendaTemplate>;
  /** By lower-case user name: members that can be assigned. */
  readonly users: ReadonlyMap<string, User>;
  /** By issue iid: iids of related issues of the same project. */
  readonly relations: ReadonlyMap<IssueIid, readonly IssueIid[]>;
  /** Only of issues where something may be said or was asked. */
  readonly comments: Comments;
  /** By issue iid: who closed and reopened it, of agendas that may get a follow-up. */
  readonly stateEvents: ReadonlyMap<IssueIid, readonly StateEvent[]>;
  /** By issue iid: of issues that may get a state label. */
  readonly labelEvents: ReadonlyMap<IssueIid, readonly LabelEvent[]>;
  /** Names of the project's labels; null when none is to be put on. */
  readonly labels: readonly string[] | null;
  /** By comment id: whether the bot has answered it with a reaction. */
  readonly answered: ReadonlyMap<NoteId, boolean>;
  /** By iid of a draft that waits for approval: the reactions on it. */
  readonly approvals?: ReadonlyMap<IssueIid, readonly Reaction[]>;
  readonly evidence: ItemEvidence;
  /** As comments and evidence tell. */
  readonly items: ProjectItems;
  /** Issues that the success plan is made of, where an agenda shows them. */
  readonly objectives?: readonly Issue[];
  /** Set aside like those of the snapshot, found where something is to be made. */
  readonly aside?: readonly AsideIssue[];
  /** Templates that are needed and cannot be read. */
  readonly problems: readonly ConfigError[];
}

export { PARTS, type Part } from "../actions/kind.ts";
export type {
  Action,
  CreateAgenda,
  CreateFollowUp,
  EditItems,
  ItemEdit,
  LateItems,
  PromoteItem,
} from "../actions/kinds.ts";

/** Something looked at and left alone. */
export interface NonAction {
  readonly series: string;
  /** Occurrence id, or null when it concerns the series or an issue. */
  readonly occurrence: string | null;
  /** The day the call of that occurrence takes place, where it is one of the schedule. */
  readonly date?: string;
  readonly iid: IssueIid | null;
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
  /** What people must mend before the rest can be done; one broken template stops nothing else (law 8). */
  readonly problems: readonly ConfigError[];
  /** When something changes by the passing of time alone, or null. */
  readonly nextWakeAt: Instant | null;
}
