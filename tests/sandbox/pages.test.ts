import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";

const PROJECT = "customers/acme";
const TEXT = "## Action items\n\n- [ ] Ask <script>alert(1)</script>\n- [x] Done, see #1\n- [~] Not needed";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ web: true });
  for (const username of ["jane", "bob"]) sandbox.addUser({ username });
  sandbox.addUser({ username: "bot", bot: true });
  sandbox.addProject({ path: PROJECT, members: { bob: 10, jane: 50, bot: 20 } });
  const jane = sandbox.as("jane");
  jane.createIssue(PROJECT, { title: "A <b>call</b>", description: TEXT });
  jane.createIssue(PROJECT, { title: "Secret", confidential: true });
});
afterEach(() => sandbox.close());

const page = (path: string): Promise<Response> => fetch(`${sandbox.url}${path}`);
const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${sandbox.url}${path}`, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" });

describe("the pages of the sandbox", () => {
  it("lead from the projects to an issue, whose text can run nothing", async () => {
    expect(await (await page("/")).text()).toContain(`href="/${PROJECT}?as=jane"`);
    expect(await (await page(`/${PROJECT}`)).text()).toContain(`href="/${PROJECT}/-/issues/1?as=jane"`);
    const issue = await page(`/${PROJECT}/-/work_items/1`);
    expect(issue.headers.get("content-security-policy")).toContain("default-src 'none'");
    const html = await issue.text();
    expect(html).toContain("A &#60;b&#62;call&#60;/b&#62;");
    expect(html.match(/<button class="box[^>]*>/g)).toEqual([
      expect.stringContaining('value="2" title="open"'),
      expect.stringContaining('class="box done" form="boxes" name="line" value="3"'),
      expect.stringContaining("disabled"),
    ]);
    expect(html).toContain(`<a href="/${PROJECT}/-/issues/1?as=jane">#1</a>`);
  });

  it("act as the person one is: a click on a box, a comment, closing and reopening", async () => {
    const path = `/${PROJECT}/-/issues/1?as=jane`;
    expect((await send(path, { line: "2" })).status).toBe(303);
    expect(sandbox.issue(PROJECT, 1).description).toBe(TEXT.replace("[ ] Ask", "[x] Ask"));
    expect(sandbox.issue(PROJECT, 1).notes.at(-1)?.body).toMatch(/^marked the checklist item \*\*Ask .* as completed$/);
    await send(path, { line: "3" });
    expect(sandbox.issue(PROJECT, 1).description).toContain("- [ ] Done");
    await send(path, { act: "comment", body: "Good." });
    expect(sandbox.issue(PROJECT, 1).notes.at(-1)).toMatchObject({ author: "jane", body: "Good." });
    await send(path, { act: "close" });
    expect(sandbox.issue(PROJECT, 1).closedBy).toBe("jane");
    await send(path, { act: "reopen" });
    expect(sandbox.issue(PROJECT, 1).state).toBe("opened");
  });

  it.each<[string, string, Record<string, string>, Record<string, string>, number]>([
    ["a box that moved", "?as=jane", { line: "0" }, {}, 409],
    ["a box that does not apply", "?as=jane", { line: "4" }, {}, 409],
    ["somebody without the right", "?as=bob", { act: "close" }, {}, 403],
    ["a form of another site", "?as=jane", { act: "close" }, { "sec-fetch-site": "cross-site" }, 403],
  ])("refuse %s", async (_what, as, form, headers, status) => {
    expect((await send(`/${PROJECT}/-/issues/1${as}`, form, headers)).status).toBe(status);
    expect(sandbox.issue(PROJECT, 1)).toMatchObject({ state: "opened", description: TEXT });
  });

  it("show nobody what he may not see, and nothing that is not there", async () => {
    expect(await (await page(`/${PROJECT}?as=bob`)).text()).not.toContain("Secret");
    for (const path of [`/${PROJECT}/-/issues/2?as=bob`, `/${PROJECT}/-/issues/9`, "/nowhere", "/%E0%A4%A"])
      expect([path, (await page(path)).status]).toEqual([path, 404]);
  });

  it("are there only where they were asked for", async () => {
    const plain = await startSandbox();
    expect((await fetch(plain.url)).status).toBe(404);
    await plain.close();
  });
});
