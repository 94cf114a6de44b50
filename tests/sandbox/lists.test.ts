import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;

/** Six issues: see the comments; the clock moves a minute between two of them. */
beforeAll(async () => {
  stage = await openStage({}, { milestones: [{ title: "M1" }] });
  const { sandbox } = stage;
  const owner = sandbox.as("owner");
  const add = (draft: Parameters<typeof owner.createIssue>[1], who = "owner"): void => {
    sandbox.as(who).createIssue(PROJECT, draft);
    sandbox.clock.advance(60_000);
  };
  add({ title: "Alpha call", labels: ["agenda", "Q1"], dueDate: "2026-11-24" }); // 1
  add({ title: "beta", description: "the ALPHA of it", labels: ["Agenda"], dueDate: "2026-11-23" }); // 2
  add({ title: "gamma", assignees: ["developer"], dueDate: "2026-11-29" }, "bot"); // 3
  add({ title: "delta", confidential: true }); // 4
  add({ title: "epsilon", type: "task" }, "bot"); // 5
  add({ title: "zeta" }); // 6
  owner.close(PROJECT, 6);
  sandbox.addProject({ path: "acme/emea/old", members: { owner: 50, bot: 20 } });
  owner.createIssue("acme/emea/old", { title: "archived" });
  sandbox.archiveProject("acme/emea/old");
  sandbox.addProject({ path: "acme/emea/sub/other", members: { owner: 50, bot: 20 } });
  owner.createIssue("acme/emea/sub/other", { title: "far" });
  const { body } = await stage.as("owner").get(`${API}/milestones`);
  await stage.as("owner").put(`${API}/issues/2`, { milestone_id: body[0].id });
});

afterAll(() => stage.sandbox.close());

async function iids(path: string, who = "owner"): Promise<string> {
  const { status, body } = await stage.as(who).get(path);
  return status === 200
    ? body.map((issue: { iid: number }) => issue.iid).join(",")
    : `${status} ${JSON.stringify(body)}`;
}

describe("the project's list", () => {
  const invalid = (name: string): string => `400 {"error":"${name} does not have a valid value"}`;
  it.each([
    ["", "6,5,4,3,2,1"],
    ["state=opened", "5,4,3,2,1"],
    ["state=closed", "6"],
    ["state=all", "6,5,4,3,2,1"],
    ["state=open", invalid("state")],
    ["labels=agenda", "1"],
    ["labels=Agenda", "2"],
    ["labels=agenda,Q1", "1"],
    ["labels=agenda,Agenda", ""],
    ["labels=None", "6,5,4,3"],
    ["labels=Any", "2,1"],
    ["labels=", "6,5,4,3,2,1"],
    ["not[labels]=agenda", "6,5,4,3,2"],
    ["not%5Bauthor_username%5D=bot", "6,4,2,1"],
    ["iids[]=2&iids[]=5&iids[]=99", "5,2"],
    ["search=alpha", "2,1"],
    ["search=alpha&in=title", "1"],
    ["search=call%20alpha", "1"],
    ["author_username=bot", "5,3"],
    ["assignee_username=developer", "3"],
    ["assignee_id=None", "6,5,4,2,1"],
    ["assignee_id=Any", "3"],
    ["assignee_id=x", '400 {"error":"assignee_id is invalid"}'],
    ["milestone=M1", "2"],
    ["milestone=None&state=closed", "6"],
    ["milestone_id=Any", "2"],
    ["confidential=true", "4"],
    ["confidential=false&state=closed", "6"],
    ["issue_type=issue", "6,4,3,2,1"],
    ["issue_type=task", "5"],
    ["issue_type=nonsense", invalid("issue_type")],
    ["due_date=today", "1"],
    ["due_date=overdue", "2"],
    ["due_date=week", "3,2,1"],
    ["due_date=0", "6,5,4"],
    ["due_date=any", "3,2,1"],
    ["scope=created_by_me", "6,4,2,1"],
    ["scope=assigned_to_me", ""],
    ["scope=mine", invalid("scope")],
    ["created_after=2026-11-24T09:04:00Z", "6,5"],
    ["created_before=2026-11-24T09:00:30Z", "1"],
    ["created_before=yesterday", '400 {"error":"created_before is invalid"}'],
    ["order_by=title&sort=asc", "1,2,4,5,3,6"],
    ["order_by=due_date&sort=asc&due_date=any", "2,1,3"],
    ["order_by=weight", "6,5,4,3,2,1"],
    ["order_by=weight&sort=asc", "1,2,3,4,5,6"],
    ["order_by=updated_at", "2,6,5,4,3,1"],
    ["sort=up", invalid("sort")],
    ["order_by=colour", invalid("order_by")],
    ["labelz=x&nonsense[]=1", "6,5,4,3,2,1"],
    ["state=x&sort=y", '400 {"error":"sort does not have a valid value, state does not have a valid value"}'],
  ])("%s", async (query, expected) => {
    expect(await iids(`${API}/issues?${query}`)).toBe(expected);
  });

  it("takes both ends of a time range in", async () => {
    const { body } = await stage.as("owner").get(`${API}/issues/3`);
    const at = encodeURIComponent(body.updated_at);
    expect(await iids(`${API}/issues?updated_after=${at}&updated_before=${at}`)).toBe("3");
  });

  it("gives a Guest no confidential issue but one's own", async () => {
    expect(await iids(`${API}/issues`, "guest")).toBe("6,5,3,2,1");
    expect(await iids(`${API}/issues`, "planner")).toBe("6,5,4,3,2,1");
  });
});

describe("the other lists", () => {
  it("group: subgroups always, archived only when asked", async () => {
    const titles = async (query: string): Promise<readonly string[]> => {
      const { body } = await stage.as("owner").get(`/groups/acme/issues?order_by=title&sort=asc&search=ar&${query}`);
      return body.map((issue: { title: string }) => issue.title);
    };
    expect(await titles("")).toEqual(["far"]);
    expect(await titles("non_archived=false")).toEqual(["archived", "far"]);
  });

  it("group: references are told from the group", async () => {
    const { body } = await stage.as("owner").get("/groups/acme/issues?search=far");
    expect(body[0].references).toEqual({ short: "#1", relative: "emea/sub/other#1", full: "acme/emea/sub/other#1" });
  });

  it("one's own: created by me unless told otherwise", async () => {
    expect(await iids("/issues", "bot")).toBe("5,3");
    expect(await iids("/issues?scope=all&state=closed", "bot")).toBe("6");
    expect((await stage.anonymous().get("/issues")).status).toBe(401);
  });

  it("counts", async () => {
    const { body } = await stage.as("owner").get(`${API}/issues_statistics?labels=None`);
    expect(body).toEqual({ statistics: { counts: { all: 4, closed: 1, opened: 3 } } });
  });
});

describe("pages", () => {
  it("carries the headers of offsets", async () => {
    const { headers, body } = await stage.as("owner").get(`${API}/issues?per_page=2&page=2&state=all`);
    expect(body.map((issue: { iid: number }) => issue.iid)).toEqual([4, 3]);
    const wanted = ["x-next-page", "x-page", "x-per-page", "x-prev-page", "x-total", "x-total-pages"];
    expect(wanted.map((name) => headers.get(name))).toEqual(["3", "2", "2", "1", "6", "3"]);
    const rels = [...(headers.get("link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)].map((match) => [
      match[2],
      new URL(match[1]!).searchParams.get("page"),
    ]);
    expect(Object.fromEntries(rels)).toEqual({ prev: "1", next: "3", first: "1", last: "3" });
    expect(headers.get("link")).toContain("state=all");
  });

  it.each([
    ["per_page=1000", "100"],
    ["", "20"],
  ])("%s shows at most %s", async (query, perPage) => {
    const { headers } = await stage.as("owner").get(`${API}/issues?${query}`);
    expect(headers.get("x-per-page")).toBe(perPage);
  });

  it("ends with an empty page and an empty x-next-page", async () => {
    const { headers, body } = await stage.as("owner").get(`${API}/issues?page=9`);
    expect(body).toEqual([]);
    expect(headers.get("x-next-page")).toBe("");
  });

  it.each(["created_at", "updated_at", "title", "id", "due_date", "weight", "relative_position"])(
    "follows keysets by %s to the end, without totals",
    async (order) => {
      for (const sort of ["asc", "desc"]) {
        const seen: number[] = [];
        let path: string | null = `${API}/issues?pagination=keyset&per_page=2&order_by=${order}&sort=${sort}`;
        while (path !== null) {
          const reply: Awaited<ReturnType<ReturnType<Stage["as"]>["get"]>> = await stage.as("owner").get(path);
          expect(reply.headers.get("x-total")).toBeNull();
          seen.push(...reply.body.map((issue: { iid: number }) => issue.iid));
          const next = /<([^>]+)>; rel="next"/.exec(reply.headers.get("link") ?? "")?.[1];
          path = next === undefined ? null : next.slice(`${stage.sandbox.url}/api/v4`.length);
        }
        expect(seen.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
        const whole = await iids(`${API}/issues?order_by=${order}&sort=${sort}`);
        expect(seen.join(",")).toBe(whole);
      }
    },
  );

  it("falls back to offsets for an order without keysets, and for groups", async () => {
    for (const path of [`${API}/issues?pagination=keyset&order_by=priority`, "/groups/acme/issues?pagination=keyset"]) {
      expect((await stage.as("owner").get(path)).headers.get("x-total")).not.toBeNull();
    }
  });

  it("refuses offsets above 50,000 where keysets would do", async () => {
    const path = "issues?per_page=100&page=502";
    expect((await stage.as("owner").get(`${API}/${path}`)).status).toBe(405);
    expect((await stage.as("owner").get(`/groups/acme/${path}`)).status).toBe(200);
  });

  it("counts no further than 10,000", async () => {
    const { sandbox } = stage;
    sandbox.addProject({ path: "big/list", members: { owner: 50 } });
    const owner = sandbox.as("owner");
    for (let count = 0; count < 10_001; count += 1) owner.createIssue("big/list", { title: `n${count}` });
    const { headers } = await stage.as("owner").get("/projects/big%2Flist/issues?per_page=100");
    expect([headers.get("x-total"), headers.get("x-total-pages"), headers.get("x-next-page")]).toEqual([
      null,
      null,
      "2",
    ]);
    expect(headers.get("link")).not.toContain('rel="last"');
  });

  it("answers 304 to a known ETag", async () => {
    const first = await stage.as("owner").get(`${API}/issues`);
    const again = await stage.as("owner").get(`${API}/issues`, { "if-none-match": first.headers.get("etag")! });
    expect([again.status, again.text]).toEqual([304, ""]);
  });
});
