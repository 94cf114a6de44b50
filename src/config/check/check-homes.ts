import { type Complaint, complaintOf } from "../problems/complaint.ts";
import type { Path } from "../yaml/places.ts";
import { isMap, textOf } from "./raw.ts";

/** One predecessor as it stands in the file. */
interface Continued {
  readonly by: string;
  readonly id: string;
  readonly path: Path;
}

/** What `main` and `continues` say together: one main meeting, and of each meeting one that goes on from it. */
export function checkHomes(meetings: readonly (readonly [string, unknown])[]): readonly Complaint[] {
  return [...checkMain(meetings), ...checkContinued(meetings.flatMap(([by, meeting]) => continuedBy(by, meeting)))];
}

function checkMain(meetings: readonly (readonly [string, unknown])[]): readonly Complaint[] {
  const [first, ...others] = meetings.flatMap(([id, meeting]) =>
    isMap(meeting) && meeting["main"] === true ? [id] : [],
  );
  return others.map((id) =>
    complaintOf(["meetings", id, "main"], `${first} is the main meeting`, ["main in one meeting"]),
  );
}

function continuedBy(by: string, meeting: unknown): readonly Continued[] {
  const written = isMap(meeting) ? meeting["continues"] : undefined;
  if (!Array.isArray(written)) return continued(by, written, ["meetings", by, "continues"]);
  return written.flatMap((one, index) => continued(by, one, ["meetings", by, "continues", index]));
}

function continued(by: string, value: unknown, path: Path): readonly Continued[] {
  const id = textOf(value);
  return id === null ? [] : [{ by, id, path }];
}

function checkContinued(all: readonly Continued[]): readonly Complaint[] {
  const successors = new Map<string, string>();
  return all.flatMap(({ by, id, path }): readonly Complaint[] => {
    const before = successors.get(id);
    if (before !== undefined && before !== by) {
      return [complaintOf(path, `${before} goes on from ${id} already`, [`continues: ${id} in one meeting`])];
    }
    if (leadsTo(successors, by, id)) {
      const problem = id === by ? "a meeting cannot go on from itself" : `${id} goes on from ${by} itself`;
      return [complaintOf(path, problem, ["the id of an earlier meeting"])];
    }
    successors.set(id, by);
    return [];
  });
}

/** Whether a meeting goes on into another one, over any number of steps. */
function leadsTo(successors: ReadonlyMap<string, string>, from: string, to: string): boolean {
  for (let id: string | undefined = from; id !== undefined; id = successors.get(id)) if (id === to) return true;
  return false;
}
