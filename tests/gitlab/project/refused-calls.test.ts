import { expect, it } from "vitest";
import { asIssueIid, asNoteId } from "../../../src/domain/ids.ts";
import type { GitLab } from "../../../src/gitlab/port.ts";
import { createTestClient } from "../../support/gitlab/gitlab-client.ts";

const DRAFT = {
  title: "t",
  description: "",
  labels: [],
  assigneeIds: [],
  dueDate: null,
  confidential: false,
  milestone: null,
};
const CALLS: Readonly<Record<string, (gitlab: GitLab) => Promise<unknown>>> = {
  getProject: (gitlab) => gitlab.getProject(),
  readFile: (gitlab) => gitlab.readFile("a.md"),
  readFileOf: (gitlab) => gitlab.readFileOf("other/files", "a.md"),
  getIssueTemplate: (gitlab) => gitlab.getIssueTemplate("Agenda"),
  listIssueTemplates: (gitlab) => gitlab.listIssueTemplates(),
  listIssues: (gitlab) => gitlab.listIssues({ createdByMe: true }),
  getIssue: (gitlab) => gitlab.getIssue(asIssueIid(5)),
  listRelatedIssues: (gitlab) => gitlab.listRelatedIssues(asIssueIid(5)),
  listStateEvents: (gitlab) => gitlab.listStateEvents(asIssueIid(5)),
  listLabelEvents: (gitlab) => gitlab.listLabelEvents(asIssueIid(5)),
  listLabels: (gitlab) => gitlab.listLabels(),
  listMembers: (gitlab) => gitlab.listMembers(),
  findUser: (gitlab) => gitlab.findUser("jane"),
  getUser: (gitlab) => gitlab.getUser(1),
  getCurrentUser: (gitlab) => gitlab.getCurrentUser(),
  getCurrentToken: (gitlab) => gitlab.getCurrentToken(),
  getVersion: (gitlab) => gitlab.getVersion(),
  createIssue: (gitlab) => gitlab.createIssue(DRAFT),
  updateIssue: (gitlab) => gitlab.updateIssue(asIssueIid(5), { state: "close" }),
  relateIssues: (gitlab) => gitlab.relateIssues(asIssueIid(5), asIssueIid(6)),
  createLabel: (gitlab) => gitlab.createLabel({ name: "a", color: "#ffffff", description: "" }),
  listNotes: (gitlab) => gitlab.listNotes(asIssueIid(5), "comments"),
  listReactions: (gitlab) => gitlab.listReactions(asIssueIid(5), asNoteId(7)),
  createNote: (gitlab) => gitlab.createNote(asIssueIid(5), "a"),
  updateNote: (gitlab) => gitlab.updateNote(asIssueIid(5), asNoteId(7), "a"),
  deleteNote: (gitlab) => gitlab.deleteNote(asIssueIid(5), asNoteId(7)),
  react: (gitlab) => gitlab.react(asIssueIid(5), asNoteId(7), "lock"),
};

/** What each call comes to where GitLab answers everything alike. */
async function said(status: number, body: object): Promise<Readonly<Record<string, unknown>>> {
  const answer = async () =>
    new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
  const { gitlab } = createTestClient("https://gitlab.example.com", { fetch: answer });
  const all = await Promise.all(
    Object.entries(CALLS).map(async ([name, call]) => [
      name,
      await call(gitlab).then(
        (found) => found ?? null,
        (error: Error) => error.message,
      ),
    ]),
  );
  return Object.fromEntries(all);
}

it("a refusal names what may not be done, where, and what it needs", async () => {
  expect(await said(403, { message: "403 Forbidden" })).toMatchInlineSnapshot(`
    {
      "createIssue": "the token may not create issues in group/acme: it needs the api scope and at least the Planner role",
      "createLabel": "the token may not create labels in group/acme: it needs the api scope and at least the Planner role",
      "createNote": "the token may not create comments in group/acme: it needs the api scope and at least the Planner role",
      "deleteNote": "the token may not change comments in group/acme: it needs the api scope and at least the Planner role",
      "findUser": "the token may not look up users: it needs the read_api scope",
      "getCurrentToken": null,
      "getCurrentUser": "the token may not read its own user: it needs the read_api scope",
      "getIssue": "the token may not read issues in group/acme: it needs the read_api scope and at least the Planner role",
      "getIssueTemplate": "the token may not read description templates in group/acme: it needs the read_api scope and at least the Reporter role",
      "getProject": "the token may not read the project in group/acme: it needs the read_api scope and at least the Guest role",
      "getUser": null,
      "getVersion": "the token may not read the version: it needs the read_api scope",
      "listIssueTemplates": "the token may not read description templates in group/acme: it needs the read_api scope and at least the Reporter role",
      "listIssues": "the token may not read issues in group/acme: it needs the read_api scope and at least the Planner role",
      "listLabelEvents": "the token may not read issues in group/acme: it needs the read_api scope and at least the Planner role",
      "listLabels": "the token may not read labels in group/acme: it needs the read_api scope and at least the Guest role",
      "listMembers": "the token may not read members in group/acme: it needs the read_api scope and at least the Guest role",
      "listNotes": "the token may not read comments in group/acme: it needs the read_api scope and at least the Planner role",
      "listReactions": "the token may not read reactions in group/acme: it needs the read_api scope and at least the Planner role",
      "listRelatedIssues": "the token may not read issues in group/acme: it needs the read_api scope and at least the Planner role",
      "listStateEvents": "the token may not read issues in group/acme: it needs the read_api scope and at least the Planner role",
      "react": "the token may not react to comments in group/acme: it needs the api scope and at least the Planner role",
      "readFile": "the token may not read files in group/acme: it needs the read_api scope and at least the Reporter role",
      "readFileOf": null,
      "relateIssues": "the token may not relate issues in group/acme: it needs the api scope and at least the Planner role",
      "updateIssue": "the token may not change issues in group/acme: it needs the api scope and at least the Planner role",
      "updateNote": "the token may not change comments in group/acme: it needs the api scope and at least the Planner role",
    }
  `);
});

it("what is not there is named, or is none to who only looks", async () => {
  expect(await said(404, { message: "404 Not found" })).toMatchInlineSnapshot(`
    {
      "createIssue": "there is no project group/acme at https://gitlab.example.com, or the token's user is not a member of it",
      "createLabel": "there is no project group/acme at https://gitlab.example.com, or the token's user is not a member of it",
      "createNote": "there is no project group/acme at https://gitlab.example.com, or the token's user is not a member of it",
      "deleteNote": null,
      "findUser": "there is no such thing, or the token's user may not see it",
      "getCurrentToken": null,
      "getCurrentUser": "there is no such thing, or the token's user may not see it",
      "getIssue": null,
      "getIssueTemplate": null,
      "getProject": "there is no such thing in group/acme, or the token's user may not see it",
      "getUser": null,
      "getVersion": "there is no such thing, or the token's user may not see it",
      "listIssueTemplates": "there is no such thing in group/acme, or the token's user may not see it",
      "listIssues": "there is no such thing in group/acme, or the token's user may not see it",
      "listLabelEvents": "there is no issue #5 in group/acme, or the token's user may not see it",
      "listLabels": "there is no such thing in group/acme, or the token's user may not see it",
      "listMembers": "there is no such thing in group/acme, or the token's user may not see it",
      "listNotes": "there is no issue #5 in group/acme, or the token's user may not see it",
      "listReactions": "there is no comment 7 on issue #5 in group/acme, or the token's user may not see it",
      "listRelatedIssues": "there is no issue #5 in group/acme, or the token's user may not see it",
      "listStateEvents": "there is no issue #5 in group/acme, or the token's user may not see it",
      "react": "there is no project group/acme at https://gitlab.example.com, or the token's user is not a member of it",
      "readFile": "there is no file a.md in group/acme, or the token's user may not see it",
      "readFileOf": null,
      "relateIssues": "there is no project group/acme at https://gitlab.example.com, or the token's user is not a member of it",
      "updateIssue": "there is no project group/acme at https://gitlab.example.com, or the token's user is not a member of it",
      "updateNote": "there is no project group/acme at https://gitlab.example.com, or the token's user is not a member of it",
    }
  `);
});
