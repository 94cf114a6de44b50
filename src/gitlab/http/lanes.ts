import type { GitLabRequest } from "./outcome.ts";

/** What a request counts as. */
export interface Lane {
  /** GitLab limits the files API apart from the rest (`throttle_authenticated_files_api`), and says so in its headers. */
  readonly throttle: "api" | "files";
  /** A write that GitLab's application limits count, which no header tells; null for everything else. */
  readonly write: { readonly kind: "issue" | "note"; readonly key: string } | null;
}

/**
 * Sorts a request. New issues count per project and user, new comments per user.
 * GitLab docs: Rate limits on issue and epic creation, Rate limits on note creation.
 */
export function laneOf({ method, url }: Pick<GitLabRequest, "method" | "url">): Lane {
  const throttle = /\/projects\/[^/]+\/repository\/files\//.test(url.pathname) ? "files" : "api";
  if (method !== "POST") return { throttle, write: null };
  const issue = /\/projects\/([^/]+)\/issues$/.exec(url.pathname);
  if (issue !== null) return { throttle, write: { kind: "issue", key: `issues ${issue[1]}` } };
  const isNote = /\/projects\/[^/]+\/issues\/\d+\/notes$/.test(url.pathname);
  return { throttle, write: isNote ? { kind: "note", key: "notes" } : null };
}
