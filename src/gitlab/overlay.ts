import type { GitLab } from "./port.ts";

/** The same GitLab with some calls done in another way. What it says of itself stays live: copies of it would stand still. */
export function overlayGitLab(gitlab: GitLab, calls: Partial<GitLab>): GitLab {
  return {
    ...gitlab,
    ...calls,
    get url() {
      return gitlab.url;
    },
    get projectRef() {
      return gitlab.projectRef;
    },
    get requests() {
      return gitlab.requests;
    },
  };
}
