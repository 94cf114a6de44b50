import type { OwnProject } from "../../domain/text-safety/index.ts";
import type { Issue } from "../../gitlab/port.ts";
import type { ProjectState } from "./types.ts";

/** The project as references in its texts name it; null while no issue tells its path. `others`: further issues of it. */
export function ownProjectOf({ snapshot }: ProjectState, others: readonly Issue[] = []): OwnProject | null {
  const { instanceUrl, labelled, own } = snapshot;
  const reference = [...labelled, ...own, ...others].find((issue) => issue.reference !== null)?.reference;
  if (instanceUrl === undefined || instanceUrl === null || reference === undefined || reference === null) return null;
  const path = reference.replace(/#\d+$/, "");
  return { url: `${instanceUrl}/${path}`, path };
}
