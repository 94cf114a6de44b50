import { describe, expect, it } from "vitest";
import { asIssueIid, asNoteId } from "../../../src/domain/ids.ts";
import type { GitLab, Issue, User } from "../../../src/gitlab/port.ts";
import { withFormerBots } from "../../../src/gitlab/project/former-bots.ts";
import { aNote, recordedPort } from "../../support/gitlab/recorded-port.ts";
import { anIssue, BOT } from "../../support/state/snapshots.ts";

const OLD: User = { id: 4, username: "Old-Bot", name: "Old" };
const JANE = anIssue(1).author;
const AT = "2026-11-24T09:00:00Z";
const AS_BOT = { ...BOT, former: true };
const by = (iid: number, author: User, more: Partial<Issue> = {}): Issue => anIssue(iid, { author, ...more });

function seen(answers: Partial<GitLab>, names: readonly string[] = ["@old-bot"]) {
  const { gitlab, asked } = recordedPort({ getCurrentUser: async () => BOT, ...answers });
  return { gitlab: withFormerBots(gitlab, names), asked, plain: gitlab };
}

describe("what an account did that the bot had before", () => {
  it("is the very same GitLab where there was none", () => {
    const { gitlab, plain } = seen({}, []);
    expect(gitlab).toBe(plain);
  });

  it.each<
    [
      string,
      (gitlab: GitLab) => Promise<readonly { readonly author?: User; readonly user?: User | null }[]>,
      "author" | "user",
    ]
  >([
    ["comments", (gitlab) => gitlab.listNotes(asIssueIid(5), "comments"), "author"],
    ["state events", (gitlab) => gitlab.listStateEvents(asIssueIid(5)), "user"],
    ["label events", (gitlab) => gitlab.listLabelEvents(asIssueIid(5)), "user"],
    ["reactions", (gitlab) => gitlab.listReactions(asIssueIid(5), asNoteId(7)), "user"],
  ])("is the bot's among %s; what others did stays theirs", async (_, read, key) => {
    const people: readonly (User | null)[] = [OLD, JANE, BOT, ...(key === "user" ? [null] : [])];
    const rows = people.map((person, at) => ({
      ...aNote(at, JANE, "x", AT),
      name: "x",
      state: "closed",
      action: "add",
      label: "x",
      [key]: person,
    }));
    const answer = async () => rows as never;
    const { gitlab } = seen({
      listNotes: answer,
      listStateEvents: answer,
      listLabelEvents: answer,
      listReactions: answer,
    });
    const found = (await read(gitlab)).map((row) => row[key]);
    expect(found).toEqual([AS_BOT, JANE, BOT, ...(key === "user" ? [null] : [])]);
  });

  it("its issues are among those made by me, by number, each once; who closed one by its hand was the bot", async () => {
    const listIssues = async ({
      createdBy,
      createdByMe,
    }: {
      readonly createdBy?: string;
      readonly createdByMe?: true;
    }) => {
      if (createdByMe === true) return [by(9, BOT), by(3, BOT, { title: "mine" })];
      return createdBy === "old-bot" ? [by(5, OLD, { closedById: OLD.id }), by(3, BOT, { title: "theirs" })] : [];
    };
    const { gitlab, asked } = seen({ listIssues: listIssues as GitLab["listIssues"] });
    const found = await gitlab.listIssues({ createdByMe: true, labels: ["x"] });
    expect(
      found.map(({ iid, author, title, closedById }) => [iid, author.id, author.former ?? false, title, closedById]),
    ).toEqual([
      [3, BOT.id, false, "mine", null],
      [5, BOT.id, true, "Issue 5", BOT.id],
      [9, BOT.id, false, "Issue 9", null],
    ]);
    expect(asked).toEqual([
      ["listIssues", { createdByMe: true, labels: ["x"] }],
      ["listIssues", { labels: ["x"], createdBy: "old-bot" }],
    ]);
  });

  it("other lists are asked for as they are, and who the bot is once", async () => {
    const { gitlab, asked } = seen({
      listIssues: async () => [by(5, OLD), by(6, OLD), by(7, JANE, { closedById: 77 })],
    });
    const found = await gitlab.listIssues({ iids: [asIssueIid(5), asIssueIid(6), asIssueIid(7)] });
    expect(found.map(({ author, closedById }) => [author.id, closedById])).toEqual([
      [BOT.id, null],
      [BOT.id, null],
      [JANE.id, 77],
    ]);
    expect(asked).toEqual([["listIssues", { iids: [5, 6, 7] }], ["getCurrentUser"]]);
  });

  it("one issue that is read or changed", async () => {
    const { gitlab } = seen({
      getIssue: async (iid) => (iid === 5 ? by(5, OLD) : null),
      updateIssue: async () => by(5, OLD),
    });
    expect((await gitlab.getIssue(asIssueIid(5)))?.author).toEqual(AS_BOT);
    expect(await gitlab.getIssue(asIssueIid(6))).toBeNull();
    expect((await gitlab.updateIssue(asIssueIid(5), {})).author).toEqual(AS_BOT);
  });

  it("an account that is the bot's own now is no former one", async () => {
    const { gitlab } = seen({ getIssue: async () => by(5, BOT, { closedById: BOT.id }) }, [BOT.username]);
    expect((await gitlab.getIssue(asIssueIid(5)))?.author).toEqual(BOT);
  });
});
