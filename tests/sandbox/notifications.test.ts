import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readReferences } from "../../src/sandbox/text/references.ts";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

describe("what is a mention", () => {
  it.each<readonly [string, string]>([
    ["hello @bob", "bob"],
    ["@Bob, @jane-doe. (@x_y)", "bob jane-doe x_y"],
    ["@group/sub and @all", "group/sub all"],
    ["# @head\n\n- @item\n\n| @cell |\n| - |\n| @body |", "head item cell body"],
    ["**@bold** _@em_ ~~@gone~~", "bold em gone"],
    ["a@b.com", ""],
    ["x-@bob", "bob"],
    ["`@bob`", ""],
    ["``` \n@bob\n```", ""],
    ["    @bob", ""],
    ["\\@bob", ""],
    ["&#64;bob", "bob"],
    ["> @bob", ""],
    ["> quote\n@lazy", ""],
    [">>>\n@bob\n>>>", ""],
    ["- > @bob", ""],
    ["[@bob](http://x.example)", ""],
    ["<div>@bob</div>", "bob"],
    ["<!-- @bob -->", ""],
    ["<!--\n@bob\n-->\n\n@jane", "jane"],
    ["<span>@bob</span>", "bob"],
    ["<pre>@bob</pre>", ""],
    ["<https://x.example/@bob>", ""],
    ["mail <bob@x.example>", ""],
  ])("%j", (text, names) => expect(readReferences(text).mentions.join(" ")).toBe(names));
});

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage.sandbox.close());

function told(): readonly string[] {
  return stage.sandbox.notifications.map((one) => `${one.user} ${one.cause} #${one.iid}`);
}

describe("who is told", () => {
  it("the mentioned and the assigned, never oneself, nobody without access", async () => {
    await stage
      .as("bot")
      .post(`${API}/issues`, { title: "x", description: "@bot @guest @stranger @nobody\n/assign @developer" });
    expect(told()).toEqual(["developer assigned #1", "guest mentioned #1"]);
    expect((await stage.as("guest").get("/todos")).body).toMatchObject([
      { action_name: "mentioned", target: { iid: 1 } },
    ]);
  });

  it("everybody in the project but bots with @all, a group's members with its name", async () => {
    stage.sandbox.addGroup({ path: "team", members: { reporter: 30, stranger: 30 } });
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "x", description: "@all" });
    expect(told().toSorted()).toEqual(
      ["developer", "guest", "maintainer", "planner", "reporter"].map((name) => `${name} mentioned #1`),
    );
    owner.createIssue(PROJECT, { title: "x", description: "@team" });
    expect(told().filter((line) => line.endsWith("#2"))).toEqual(["reporter mentioned #2"]);
  });

  it("of a confidential issue only who may read it", () => {
    stage.sandbox
      .as("owner")
      .createIssue(PROJECT, { title: "x", description: "@guest @developer", confidential: true });
    expect(told()).toEqual(["developer mentioned #1"]);
  });

  it("only the newly mentioned when a text changes", () => {
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "x", description: "@guest" });
    owner.editDescription(PROJECT, 1, (text) => `${text} and @developer`);
    expect(told()).toEqual(["guest mentioned #1", "developer mentioned #1"]);
  });

  it("participants of notes and of closing; subscribers too, not who unsubscribed", async () => {
    const { sandbox } = stage;
    sandbox.as("owner").createIssue(PROJECT, { title: "x", description: "@guest", assignees: ["reporter"] });
    await stage.as("maintainer").post(`${API}/issues/1/subscribe`);
    await stage.as("guest").post(`${API}/issues/1/unsubscribe`);
    const before = sandbox.notifications.length;
    sandbox.as("developer").comment(PROJECT, 1, "hello @planner");
    sandbox.as("owner").close(PROJECT, 1);
    expect(told().slice(before)).toEqual([
      "planner mentioned #1",
      "maintainer note #1",
      "owner note #1",
      "reporter note #1",
      "maintainer closed #1",
      "reporter closed #1",
      "developer closed #1",
      "planner closed #1",
    ]);
  });

  it("an internal note tells nobody below Planner", () => {
    const { sandbox } = stage;
    sandbox.as("guest").createIssue(PROJECT, { title: "x" });
    sandbox.as("owner").comment(PROJECT, 1, "@guest @planner", { internal: true });
    expect(told()).toEqual(["planner mentioned #1"]);
  });
});
