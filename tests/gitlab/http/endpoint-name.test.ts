import { expect, it } from "vitest";
import { endpointName } from "../../../src/gitlab/http/endpoint-name.ts";

it.each([
  ["/api/v4/projects/7/issues", "projects/:id/issues"],
  ["/api/v4/projects/acme%2Fcollaboration/issues/12/notes/5", "projects/:id/issues/:id/notes/:id"],
  ["/gitlab/api/v4/projects/7/repository/files/.gitlab%2Fcadence.yml/raw", "projects/:id/repository/files/:id/raw"],
  ["/api/v4/groups/account-management/projects", "groups/:id/projects"],
  ["/api/v4/personal_access_tokens/self", "personal_access_tokens/self"],
  // Nothing that a person names may become a label.
  ["/api/v4/projects/7/wikis/secret-plan", "other"],
  ["/api/v4/projects/acme/collaboration/issues", "other"],
])("%s", (path, name) => {
  expect(endpointName(new URL(path, "https://gitlab.example.com"))).toBe(name);
});
