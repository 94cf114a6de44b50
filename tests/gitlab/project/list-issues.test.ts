import { describe, expect } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { nextLink } from "../../../src/gitlab/http/pages.ts";
import { issueAnswer } from "../../support/gitlab/gitlab-answers.ts";
import { createTestClient, failureOf } from "../../support/gitlab/gitlab-client.ts";
import { it } from "../../support/gitlab/http-stub.ts";

const BASE = "/api/v4/projects/group%2Facme/issues";
const COMMON = "issue_type=issue&state=all&per_page=100&order_by=created_at&sort=asc";
const FIRST = `${BASE}?${COMMON}&scope=all&labels=agenda&pagination=keyset`;
const FILTER = { labels: ["agenda"] };

/** One page of issues, with a link to the next where there is one. */
function page(
  url: string,
  iids: readonly number[],
  next: string | null,
  headers: Readonly<Record<string, string>> = {},
) {
  const link = next === null ? {} : { link: `<${url}${next}>; rel="next", <${url}${BASE}>; rel="first"` };
  return { json: iids.map((iid) => issueAnswer(iid)), headers: { ...link, ...headers } };
}

describe("what is asked", () => {
  it.each([
    [{ createdByMe: true as const }, "scope=created_by_me"],
    [{ labels: ["a::b c", "d&e"] }, "scope=all&labels=a%3A%3Ab%20c%2Cd%26e"],
    [
      { createdByMe: true as const, labels: ["x"], createdAfter: "2026-01-01T00:00:00Z" },
      "scope=created_by_me&labels=x&created_after=2026-01-01T00%3A00%3A00Z",
    ],
    [{ labels: [] }, "scope=all"],
    [{ iids: [12, 3, 12].map(asIssueIid) }, "scope=all&iids%5B%5D=3&iids%5B%5D=12"],
    [{ iids: [asIssueIid(3)], labels: ["x"], createdByMe: true as const }, "scope=created_by_me&labels=x&iids%5B%5D=3"],
  ])("%j", async (filter, query) => {
    const asked: string[] = [];
    const fetch = async (url: string | URL | Request) => {
      asked.push(String(url));
      return Response.json([]);
    };
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    expect(await gitlab.listIssues(filter)).toEqual([]);
    const sorted = (search: string) => search.split("&").sort();
    expect(asked).toHaveLength(1);
    expect(sorted(asked[0]?.split("?")[1] ?? "")).toEqual(sorted(`${COMMON}&pagination=keyset&${query}`));
  });

  it("work items of any type", async () => {
    let asked = "";
    const fetch = async (url: string | URL | Request) => {
      asked = String(url);
      return Response.json([issueAnswer(3, { issue_type: "task" }), issueAnswer(2, { issue_type: "step" })]);
    };
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    const found = await gitlab.listIssues({ iids: [asIssueIid(2), asIssueIid(3)], ofAnyType: true });
    expect(found.map(({ iid }) => iid)).toEqual([2, 3]);
    expect(asked).not.toContain("issue_type");
  });

  it("no number asks for nothing", async ({ stub }) => {
    const { gitlab } = createTestClient(stub.url);
    expect(await gitlab.listIssues({ iids: [] })).toEqual([]);
    expect(await gitlab.listIssues({ iids: [], labels: ["agenda"] })).toEqual([]);
    expect(gitlab.requests.reads).toBe(0);
  });

  it("many numbers are asked for by the hundred", async () => {
    const asked: (readonly string[])[] = [];
    const fetch = async (url: string | URL | Request) => {
      const iids = new URL(String(url)).searchParams.getAll("iids[]");
      asked.push(iids);
      return Response.json(iids.map((iid) => issueAnswer(Number(iid))));
    };
    const { gitlab } = createTestClient("http://gitlab.test", { fetch });
    const iids = Array.from({ length: 250 }, (_, index) => asIssueIid(250 - index));
    expect((await gitlab.listIssues({ iids })).map(({ iid }) => iid)).toEqual(iids.toReversed());
    expect(asked.map((one) => one.length)).toEqual([100, 100, 50]);
  });

  it("a label with a comma would be two", async ({ stub }) => {
    const { gitlab } = createTestClient(stub.url);
    expect(await failureOf(gitlab.listIssues({ labels: ["a,b"] }))).toMatchObject({ code: "GITLAB_INVALID" });
    expect(gitlab.requests.reads).toBe(0);
  });
});

describe("pages", () => {
  it("all of them, by the links alone", async ({ stub }) => {
    stub.expect("GET", FIRST, page(stub.url, [1, 2], `${BASE}?cursor=b`));
    // A page may be shorter than asked for, even empty, and still not be the last.
    stub.expect("GET", `${BASE}?cursor=b`, page(stub.url, [], `${BASE}?cursor=c`));
    stub.expect("GET", `${BASE}?cursor=c`, page(stub.url, [3], null));
    const { gitlab } = createTestClient(stub.url);
    expect((await gitlab.listIssues(FILTER)).map(({ iid }) => iid)).toEqual([1, 2, 3]);
    expect(gitlab.requests).toEqual({ reads: 3, writes: 0 });
  });

  it("two thousand issues", async ({ stub }) => {
    const iids = (from: number) => Array.from({ length: 100 }, (_, index) => from + index);
    stub.expect("GET", FIRST, page(stub.url, iids(1), `${BASE}?cursor=1`));
    for (let n = 1; n < 20; n++) {
      const next = n === 19 ? null : `${BASE}?cursor=${n + 1}`;
      stub.expect("GET", `${BASE}?cursor=${n}`, page(stub.url, iids(n * 100 + 1), next));
    }
    const issues = await createTestClient(stub.url).gitlab.listIssues(FILTER);
    expect(issues.map(({ iid }) => iid)).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
  });

  it("an issue that comes twice counts once, as read last", async ({ stub }) => {
    const again = { json: [issueAnswer(2, { title: "later" }), issueAnswer(3)] };
    stub.expect("GET", FIRST, page(stub.url, [2, 1], `${BASE}?cursor=b`));
    stub.expect("GET", `${BASE}?cursor=b`, again);
    const issues = await createTestClient(stub.url).gitlab.listIssues(FILTER);
    expect(issues.map(({ iid, title }) => [iid, title])).toEqual([
      [1, "Issue 1"],
      [2, "later"],
      [3, "Issue 3"],
    ]);
  });

  it("what GitLab gives for issues is one, whatever its type is called", async ({ stub }) => {
    const rows = [
      issueAnswer(1),
      issueAnswer(2, { issue_type: "meeting", type: "Team Meeting" }),
      issueAnswer(3, { issue_type: undefined }),
    ];
    stub.expect("GET", FIRST, { json: rows });
    const issues = await createTestClient(stub.url).gitlab.listIssues(FILTER);
    expect(issues.map(({ iid }) => iid)).toEqual([1, 2, 3]);
  });

  it("one unreadable issue fails the list", async ({ stub }) => {
    stub.expect("GET", FIRST, { json: [issueAnswer(1), null] });
    expect(await failureOf(createTestClient(stub.url).gitlab.listIssues(FILTER))).toMatchObject({
      code: "GITLAB_UNEXPECTED_ANSWER",
    });
  });

  it("a failed page fails the list, after its tries", async ({ stub }) => {
    stub.expect("GET", FIRST, page(stub.url, [1], `${BASE}?cursor=b`));
    const outage = { status: 500, json: { message: "500 Internal Server Error" } };
    stub.expect("GET", `${BASE}?cursor=b`, outage, outage, outage, outage);
    expect(await failureOf(createTestClient(stub.url).gitlab.listIssues(FILTER))).toMatchObject({
      code: "GITLAB_OUTAGE",
      status: 500,
    });
  });

  it("a page that works at the second try does not start the list again", async ({ stub }) => {
    stub.expect("GET", FIRST, page(stub.url, [1], `${BASE}?cursor=b`));
    stub.expect("GET", `${BASE}?cursor=b`, { fault: "reset" }, page(stub.url, [2], null));
    expect(await createTestClient(stub.url).gitlab.listIssues(FILTER)).toHaveLength(2);
  });

  it("pages that lead in a circle", async ({ stub }) => {
    stub.expect("GET", FIRST, page(stub.url, [1], `${BASE}?cursor=b`));
    stub.expect("GET", `${BASE}?cursor=b`, page(stub.url, [2], `${BASE}?cursor=b`));
    expect(await failureOf(createTestClient(stub.url).gitlab.listIssues(FILTER))).toMatchObject({
      code: "GITLAB_LIST_UNSTABLE",
    });
  });

  it("a page that is no list", async ({ stub }) => {
    stub.expect("GET", FIRST, page(stub.url, [1], `${BASE}?cursor=b`));
    stub.expect("GET", `${BASE}?cursor=b`, { json: {} });
    expect(await failureOf(createTestClient(stub.url).gitlab.listIssues(FILTER))).toMatchObject({
      code: "GITLAB_LIST_UNSTABLE",
    });
  });

  it.each([
    ["another host", "https://evil.example/api/v4/projects/7/issues?cursor=b", "https://evil.example"],
    ["another path", "http://gitlab.test/other/api/v4/projects", "http://gitlab.test"],
    ["no address", "http://[", "an unreadable address"],
  ])("a next page at %s is never asked for", async (_, next, named) => {
    const asked: string[] = [];
    const fetch = async (url: string | URL | Request) => {
      asked.push(String(url));
      return Response.json([issueAnswer(1)], { headers: { link: `<${next}>; rel="next"` } });
    };
    const { gitlab } = createTestClient("http://gitlab.test/gitlab", { fetch });
    const error = await failureOf(gitlab.listIssues(FILTER));
    expect(error).toMatchObject({ name: "ConfigError" });
    expect(error.message).toContain(named);
    expect(asked).toHaveLength(1);
  });
});

describe("servers before keyset pages", () => {
  const counted = `${BASE}?${COMMON}&scope=all&labels=agenda`;
  const refusal = { status: 405, json: { error: "Keyset pagination is not yet available for this type of request" } };

  it("counted pages then", async ({ stub }) => {
    stub.expect("GET", FIRST, refusal);
    stub.expect("GET", counted, page(stub.url, [1], `${counted}&page=2`, { "x-total": "2" }));
    stub.expect("GET", `${counted}&page=2`, page(stub.url, [2], null, { "x-total": "2" }));
    expect(await createTestClient(stub.url).gitlab.listIssues(FILTER)).toHaveLength(2);
  });

  it("a list that shrinks while paging is read again, so that no issue falls between two pages", async ({ stub }) => {
    stub.expect(
      "GET",
      FIRST,
      page(stub.url, [1, 2], `${counted}&page=2`, { "x-total": "4" }),
      page(stub.url, [2, 3], `${counted}&page=2`, { "x-total": "3" }),
    );
    stub.expect(
      "GET",
      `${counted}&page=2`,
      page(stub.url, [4], null, { "x-total": "3" }),
      page(stub.url, [4], null, { "x-total": "3" }),
    );
    const { gitlab, logged } = createTestClient(stub.url);
    expect((await gitlab.listIssues(FILTER)).map(({ iid }) => iid)).toEqual([2, 3, 4]);
    expect(logged.filter(({ level }) => level === "info")).toHaveLength(1);
  });

  it("a list that grows is fine: the new ones come last", async ({ stub }) => {
    stub.expect("GET", FIRST, page(stub.url, [1], `${counted}&page=2`, { "x-total": "2" }));
    stub.expect("GET", `${counted}&page=2`, page(stub.url, [2, 3], null, { "x-total": "3" }));
    expect(await createTestClient(stub.url).gitlab.listIssues(FILTER)).toHaveLength(3);
  });

  it("a list that never stands still is an error", async ({ stub }) => {
    for (const total of [9, 7, 5]) {
      stub.expect("GET", FIRST, page(stub.url, [1], `${counted}&page=2`, { "x-total": String(total) }));
      stub.expect("GET", `${counted}&page=2`, page(stub.url, [2], null, { "x-total": String(total - 1) }));
    }
    expect(await failureOf(createTestClient(stub.url).gitlab.listIssues(FILTER))).toMatchObject({
      name: "TransientError",
      code: "GITLAB_LIST_UNSTABLE",
    });
  });
});

describe("nextLink", () => {
  it.each([
    ['<https://a/b?c=1,2>; rel="next"', "https://a/b?c=1,2"],
    ['<https://a/1>; rel="first", <https://a/2>; rel="next", <https://a/3>; rel="last"', "https://a/2"],
    ["<https://a/2>; rel=next", "https://a/2"],
    ['<https://a/2>; title="x"; rel="prev NEXT"', "https://a/2"],
    ['<https://a/2>; rel="prev"', null],
    ['<https://a/2>; rel="next-archive"', null],
    ["<https://a/2>", null],
    ["", null],
    ["garbage", null],
  ])("%s", (header, expected) => {
    expect(nextLink(header)).toBe(expected);
  });
});
