import type { ProjectId } from "../domain/ids.ts";
import type { Reason } from "../domain/reason.ts";
import type { Instant } from "../domain/time/types.ts";
import type { ProjectFigures } from "./project-figures.ts";

/**
 * What is remembered of a fleet between two sweeps, to save requests: GitLab has all of it, so it can be lost.
 *
 * Sweeps write what they saw, looks what they did, neither what the other writes: nothing is overwritten with something
 * older, and a process that dies between both leaves a difference, which the next sweep finds.
 */
export interface FleetState {
  /** By group and labels: when its changed issues were last listed in full. */
  readonly listedAt: ReadonlyMap<string, Instant>;
  readonly seen: ReadonlyMap<ProjectId, SeenProject>;
  readonly reconciled: ReadonlyMap<ProjectId, LastReconcile>;
}

/** Why a project that belongs to the fleet is not served. */
export type Obstacle = "archived" | "deletion-scheduled" | "issues-disabled" | "role-too-low";

/** A project as the last sweep saw it. */
export interface SeenProject {
  readonly id: ProjectId;
  readonly path: string;
  readonly name: string;
  readonly inGroup: boolean;
  readonly obstacle: Obstacle | null;
  /** By GitLab's clock; null where GitLab does not tell. */
  readonly lastActivityAt: Instant | null;
  /** The last change of one of its agendas or follow-ups that a sweep came upon, by GitLab's clock. */
  readonly changedAt: Instant | null;
}

export type ReconcileOutcome =
  | "reconciled"
  /** Its configuration is the one known already, which was all there was to find out. */
  | "unchanged"
  | "no-configuration"
  | "broken-configuration"
  /** GitLab said no, and will say no again. */
  | "refused"
  /** It may work later. */
  | "failed"
  /** GitLab, or our own count of its limits, asked to come back later: nothing is known that was not before. */
  | "put-off";

/** What a reconcile of one project tells the fleet. */
export interface ProjectRun {
  readonly nextWakeAt: Instant | null;
  /** Actions carried out, and those that failed. */
  readonly done: number;
  readonly failed: readonly Error[];
  /** What people must mend before the rest can be done: a broken template. */
  readonly problems: readonly Error[];
  readonly figures?: ProjectFigures;
}

/** What came of the last look at a project. */
export interface LastReconcile {
  readonly id: ProjectId;
  /** When the last whole look began, by our clock; of an `unchanged` one the fields but the next three stay. */
  readonly at: Instant;
  /** When its configuration was last read. */
  readonly fileReadAt: Instant;
  /** The activity and the change that the sweep before had seen: what is newer was not looked at. */
  readonly activityUpTo: Instant | null;
  readonly changesUpTo: Instant | null;
  readonly outcome: Exclude<ReconcileOutcome, "unchanged" | "put-off">;
  /** Of the configuration file; null where there is none. */
  readonly fingerprint: string | null;
  /** When something changes by the passing of time alone. */
  readonly nextWakeAt: Instant | null;
  /** How many things people must mend before the rest can be done (a broken template); absent for none. */
  readonly problems?: number | undefined;
  /** Looks in a row after which not all was well, and when to look again; null where all is. */
  readonly failures: number;
  readonly retryAt: Instant | null;
  /** Labels that its agendas and follow-ups wear. */
  readonly labels: readonly string[];
  /** What was counted in the last look that got that far; absent where none did. */
  readonly figures?: ProjectFigures | undefined;
  /** When the first of the looks that went wrong began, without one between that did not; absent where all is well. */
  readonly troubledSince?: Instant | undefined;
}

/** A project to look at, and why. */
export interface ReconcileJob {
  readonly project: SeenProject;
  /** `check` reads the configuration first, and does nothing more where it is the one known. */
  readonly what: "reconcile" | "check";
  readonly reasons: readonly Reason[];
  /** Looks that nobody waits for are spread over time. */
  readonly notBefore: Instant;
}

/** Something that happened to a project of the fleet as a whole. */
export interface FleetChange {
  readonly projectId: ProjectId;
  readonly path: string;
  readonly reason: Reason;
}

/** A list that could not be read: what it would have told is kept as it was. */
export interface FleetProblem {
  readonly source: string;
  readonly error: Error;
}
