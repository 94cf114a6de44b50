import { Gitlab } from "@gitbeaker/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;

function client(token: string): InstanceType<typeof Gitlab<false>> {
  return new Gitlab({ host: stage.sandbox.url, token });
}

beforeEach(async () => {
  stage = await openStage({}, { files: { "a.md": "hi", ".gitlab/issue_templates/T.md": "template" } });
});

afterEach(() => stage.sandbox.close());

describe("a client that others wrote (@gitbeaker/rest) gets along", () => {
  it("follows all pages, by offset and by keyset", async () => {
    const owner = stage.sandbox.as("owner");
    for (let count = 0; count < 45; count += 1) owner.createIssue(PROJECT, { title: `n${count}` });
    const gitlab = client(stage.sandbox.addToken({ user: "bot" }));
    expect(await gitlab.Issues.all({ projectId: PROJECT })).toHaveLength(45);
    const keyset = await gitlab.Issues.all({
      projectId: PROJECT,
      pagination: "keyset",
      orderBy: "created_at",
      perPage: 20,
    } as never);
    expect(keyset).toHaveLength(45);
    expect(stage.sandbox.requests.reads).toBe(6);
  });

  it("creates, changes, comments, links, reads files and templates", async () => {
    const gitlab = client(stage.sandbox.addToken({ user: "bot" }));
    const issue = await gitlab.Issues.create(PROJECT, "hello", { labels: "a,b", dueDate: "2026-12-01" });
    await gitlab.Issues.edit(PROJECT, issue.iid, { addLabels: "c", stateEvent: "close" } as never);
    await gitlab.IssueNotes.create(PROJECT, issue.iid, "note");
    const other = await gitlab.Issues.create(PROJECT, "second");
    await gitlab.IssueLinks.create(PROJECT, issue.iid, stage.projectId, other.iid);
    expect(stage.sandbox.issue(PROJECT, issue.iid)).toMatchObject({
      labels: ["a", "b", "c"],
      state: "closed",
      dueDate: "2026-12-01",
      links: [{ iid: other.iid }],
    });
    expect(await gitlab.RepositoryFiles.showRaw(PROJECT, "a.md", "HEAD")).toBe("hi");
    expect(await gitlab.ProjectTemplates.all(PROJECT, "issues" as never)).toEqual([{ key: "T", name: "T" }]);
    expect(await gitlab.ProjectMembers.all(PROJECT, { includeInherited: true })).toHaveLength(7);
    expect((await gitlab.Users.showCurrentUser()).username).toBe("bot");
  });

  it("understands a 404 and a 403", async () => {
    const gitlab = client(stage.sandbox.addToken({ user: "bot", scopes: ["read_api"] }));
    await expect(gitlab.Issues.show(99, { projectId: PROJECT })).rejects.toMatchObject({
      cause: { description: "404 Not found" },
    });
    await expect(gitlab.Issues.create(PROJECT, "x")).rejects.toMatchObject({ cause: { response: { status: 403 } } });
  });
});
