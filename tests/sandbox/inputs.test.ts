import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commaList, date, flag, instant, integer, integers, readInput, text } from "../../src/sandbox/http/input.ts";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;
let token: string;

beforeAll(async () => {
  stage = await openStage({}, { labels: ["own"] });
  token = stage.sandbox.addToken({ user: "owner" });
  for (const title of ["one", "two", "three"]) stage.sandbox.as("owner").createIssue(PROJECT, { title });
  for (const title of ["four", "five", "six"]) {
    stage.sandbox.as("owner").createIssue(PROJECT, { title, confidential: true });
  }
});

afterAll(() => stage.sandbox.close());

// The spellings of dry-types' Params::Bool, which Grape and with it GitLab take.
const TRUE = ["1", "on", "On", "ON", "t", "true", "True", "TRUE", "T", "y", "yes", "Yes", "YES", "Y"];
const FALSE = ["0", "off", "Off", "OFF", "f", "false", "False", "FALSE", "F", "n", "no", "No", "NO", "N"];
const NEITHER = ["maybe", "2", "-1", "tRUE", "yEs", " true", "null", "nil"];

type Send = (path: string, fields: Readonly<Record<string, string>>) => Promise<Response>;
const headers = (): Record<string, string> => ({ "private-token": token });
const post = (path: string, body: string | FormData | URLSearchParams, type?: string): Promise<Response> =>
  fetch(`${stage.sandbox.url}/api/v4${path}`, {
    method: "POST",
    headers: { ...headers(), ...(type === undefined ? {} : { "content-type": type }) },
    body,
  });

/** Every way in which a value reaches GitLab. */
const ways: readonly (readonly [string, Send])[] = [
  ["the query", (path, fields) => post(`${path}?${new URLSearchParams(fields)}`, "")],
  ["JSON", (path, fields) => post(path, JSON.stringify(fields), "application/json")],
  ["a form", (path, fields) => post(path, new URLSearchParams(fields))],
  [
    "a form of several parts",
    (path, fields) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      return post(path, form);
    },
  ],
];

describe.each(ways)("a boolean in %s", (_, send) => {
  const made = async (confidential: string): Promise<unknown> => {
    const reply = await send(`${API}/issues`, { title: "made", confidential });
    const body = (await reply.json()) as { readonly confidential?: boolean; readonly error?: string };
    return reply.status === 201 ? body.confidential : [reply.status, body.error];
  };
  it.each(TRUE)("%s is true", async (word) => expect(await made(word)).toBe(true));
  it.each(FALSE)("%s is false", async (word) => expect(await made(word)).toBe(false));
  it.each(NEITHER)("%j is refused", async (word) => expect(await made(word)).toEqual([400, "confidential is invalid"]));
  it("the empty text is nothing said", async () => expect(await made("")).toBe(false));
});

it("takes JSON's own booleans and numbers", async () => {
  const owner = stage.as("owner");
  for (const [given, expected] of [
    [true, true],
    [1, true],
    [false, false],
    [0, false],
  ] as const) {
    const { body } = await owner.post(`${API}/issues`, { title: "x", confidential: given });
    expect(body.confidential, String(given)).toBe(expected);
  }
});

describe("lists of numbers and words", () => {
  it.each([
    ["iids[]=1&iids[]=3", [3, 1]],
    ["iids=1,3", [3, 1]],
    ["iids[]=1,2&iids[]=3", [3, 2, 1]],
    ["iids=1", [1]],
    ["iids=", [4, 3, 2, 1]],
    ["iids=one", []],
    ["iids[]=%201%20", [1]],
    ["not[iids][]=1&not[iids][]=2", [6, 5, 4, 3]],
    ["not[iids]=1,2", [6, 5, 4, 3]],
    ["not[labels]=own", [4, 3, 2, 1]],
    ["labels[]=own", []],
  ])("%s", async (query, iids) => {
    // The first four: other tests of this file make issues too.
    const { body } = await stage.as("owner").get(`${API}/issues?per_page=4&sort=asc&${query}`);
    const found = body.map((issue: { readonly iid: number }) => issue.iid).reverse();
    expect(found).toEqual(iids);
  });

  it("labels as a text, as an array, and an array whose values hold commas", async () => {
    const { body } = await stage.as("owner").post(`${API}/issues`, { title: "x", labels: ["a, b", "c"] });
    expect(body.labels).toEqual(["a", "b", "c"]);
    const changed = await stage.as("owner").put(`${API}/issues/${body.iid}`, { remove_labels: ["a", "b"] });
    expect(changed.body.labels).toEqual(["c"]);
  });

  it("custom headers of a webhook in a form, as hashes of an array", async () => {
    const fields = new URLSearchParams([
      ["url", "http://127.0.0.1:1/hook"],
      ["note_events", "True"],
      ["custom_headers[][key]", "X-One"],
      ["custom_headers[][value]", "1"],
      ["custom_headers[][key]", "X-Two"],
      ["custom_headers[][value]", "2"],
    ]);
    const hook = (await (await post(`${API}/hooks`, fields)).json()) as Record<string, unknown>;
    expect(hook).toMatchObject({ note_events: true, custom_headers: [{ key: "X-One" }, { key: "X-Two" }] });
  });
});

describe("single values", () => {
  const read = (value: unknown, reader: (value: unknown) => unknown): unknown => {
    const input = readInput({ value });
    const got = input.get("value", reader);
    try {
      input.check();
    } catch (error) {
      return (error as { readonly body: unknown }).body;
    }
    return got instanceof Date ? got.toISOString() : got;
  };
  const INVALID = { error: "value is invalid" };

  it.each([
    ["7", 7],
    [" 7 ", 7],
    ["+7", 7],
    ["-7", -7],
    ["1_000", 1000],
    [7, 7],
    [7.9, 7],
    ["", undefined],
    ["7.5", INVALID],
    ["0x10", INVALID],
    ["seven", INVALID],
    [true, INVALID],
    [[7], INVALID],
  ])("number %j", (value, expected) => expect(read(value, integer)).toEqual(expected));

  it.each([
    ["2026-11-24", "2026-11-24T00:00:00.000Z"],
    ["2026-11-24T09:00:00Z", "2026-11-24T09:00:00.000Z"],
    // As Python writes it, and PostgreSQL.
    ["2026-11-24T09:00:00.123456+02:00", "2026-11-24T07:00:00.123Z"],
    ["2026-11-24 09:00:00+02:00", "2026-11-24T07:00:00.000Z"],
    ["2026-11-24 09:00:00+02", "2026-11-24T07:00:00.000Z"],
    ["2026-11-24 09:00:00 UTC", "2026-11-24T09:00:00.000Z"],
    // A plus sign that was not encoded.
    ["2026-11-24T09:00:00 0200", "2026-11-24T07:00:00.000Z"],
    // Whatever the zone of this machine.
    ["2026-11-24T09:00:00", "2026-11-24T09:00:00.000Z"],
    ["20261124T090000Z", "2026-11-24T09:00:00.000Z"],
    ["", undefined],
    ["2026-02-31", INVALID],
    ["2026-13-01", INVALID],
    ["2026-11-24T25:00:00Z", INVALID],
    ["yesterday", INVALID],
  ])("instant %j", (value, expected) => expect(read(value, instant)).toEqual(expected));

  it.each([
    ["2026-12-01", "2026-12-01"],
    ["2026-12-1", "2026-12-01"],
    ["2026-12-01T09:00:00Z", "2026-12-01"],
    ["2026-02-31", null],
    ["soon", null],
  ])("day %j", (value, expected) => expect(read(value, date)).toEqual(expected));

  it("refuses what a type cannot be, whatever comes, and never fails otherwise", () => {
    const readers = [flag, integer, instant, date, integers, commaList, text];
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...readers), (value, reader) => {
        const got = read(value, reader);
        expect(Number.isNaN(got)).toBe(false);
      }),
    );
  });
});

it.each([
  ["no boundary", "multipart/form-data", "x"],
  ["another boundary", "multipart/form-data; boundary=b", "--c\r\n\r\n--c--"],
  ["no end", "multipart/form-data; boundary=b", '--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nx'],
  ["no head", "multipart/form-data; boundary=b", "--b\r\nx\r\n--b--"],
])("refuses a form of several parts with %s", async (_, type, body) => {
  const reply = await post(`${API}/issues`, body, type);
  expect([reply.status, await reply.json()]).toEqual([400, { error: "message body does not match declared format" }]);
});
