import type { Role } from "../access-levels.ts";

/** What a call does, in the words its messages need. */
export interface Operation {
  /** After "the token may not": `create issues`. */
  readonly action: string;
  /** After "no such": `issue #12`; null where only the project can be missing. */
  readonly thing: string | null;
  /** null for a read, `once` for a write that would happen twice, `repeatable` for one that would not. */
  readonly write: "once" | "repeatable" | null;
  /** Smallest scope and role that allow it. GitLab doc: Roles and permissions. */
  readonly scope: "api" | "read_api";
  readonly role: Role;
  /** Project it concerns, as people know it; null for the instance as a whole. */
  readonly project: string | null;
}

type OperationPlace = { readonly project: { readonly name: string } };

/** A read in the project. */
export function reading(
  { project }: OperationPlace,
  action: string,
  role: Operation["role"],
  thing: string | null = null,
): Operation {
  return { action, thing, write: null, scope: "read_api", role, project: project.name };
}

/** A write in the project. */
export function writing(
  { project }: OperationPlace,
  action: string,
  write: NonNullable<Operation["write"]>,
  thing: string | null = null,
): Operation {
  return { action, thing, write, scope: "api", role: "Planner", project: project.name };
}
