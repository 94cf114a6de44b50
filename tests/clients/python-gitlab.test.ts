import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../src/sandbox/index.ts";

/** Debian's own Python has Debian's packages; another one may come first on the path. */
const PYTHONS = ["/usr/bin/python3", "python3"];
const python = PYTHONS.find((one) => spawnSync(one, ["-c", "import gitlab"], { stdio: "ignore" }).status === 0) ?? null;
if (python === null) {
  console.error(
    "\n!!! python-gitlab is missing: its session is SKIPPED. Install python3-gitlab (Debian, Ubuntu). !!!\n",
  );
}

const PROJECT = "acme/emea/collaboration";

describe.skipIf(python === null)("a session of python-gitlab", () => {
  it("gets through its day, and leaves what it says", async () => {
    const sandbox = await startSandbox();
    for (const username of ["owner", "dev"]) sandbox.addUser({ username });
    sandbox.addUser({ username: "bot", bot: true });
    sandbox.addGroup({ path: "acme/emea", members: { owner: 50, bot: 20 } });
    const files = { "docs/ü b.md": "umlaut", ".gitlab/issue_templates/Agenda.md": "## Agenda\n" };
    sandbox.addProject({ path: PROJECT, members: { dev: 30 }, files });
    sandbox.addProject({ path: "acme/emea/other" });
    sandbox.addProject({ path: "acme/emea/second/third" });
    const [bot, owner] = ["bot", "owner"].map((user) => sandbox.addToken({ user }));

    const session = join(import.meta.dirname, "session.py");
    const child = spawn(python ?? "", ["-W", "ignore", session, sandbox.url, `${bot}`, `${owner}`, PROJECT]);
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    expect(err).toBe("");
    expect(child.exitCode).toBe(0);
    // One line a step: a session that ends early would say less.
    expect(out.trim().split("\n")).toMatchInlineSnapshot(`
      [
        "who_and_where",
        "projects_by_every_boolean",
        "iterators_old_and_new",
        "groups_and_their_families",
        "people",
        "labels",
        "issues_made_edited_closed",
        "issues_listed",
        "comments",
        "records_and_links",
        "files_and_templates",
        "webhooks",
        "what_the_sandbox_does_not_play",
      ]
    `);

    // The sandbox's own word, not the client's.
    const edited = sandbox.issues(PROJECT).find(({ title }) => title === "From Python, edited");
    expect(edited).toMatchObject({ state: "opened", labels: ["c", "d"], confidential: true, assignees: [] });
    const many = sandbox.issues(PROJECT).filter(({ labels }) => labels.includes("many"));
    expect(many.map(({ state }) => state)).toEqual(["closed", "opened", "opened", "opened", "opened"]);
    expect(many[0]?.notes.filter(({ system }) => !system).map(({ body }) => body)).toEqual(["first, edited"]);
    expect(sandbox.requests.all.filter(({ status }) => status === null || status === 500)).toEqual([]);
    await sandbox.close();
  });
});
