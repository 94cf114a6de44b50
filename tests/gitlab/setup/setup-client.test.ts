import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PermanentError, UnknownOutcomeError } from "../../../src/domain/errors.ts";
import type { SetupGitLab } from "../../../src/gitlab/setup-port.ts";
import { BARE, type BareStage, setBareStage } from "../../support/state/bare-project.ts";

const DRAFT = {
  branch: "a/b c",
  startBranch: "main",
  message: "Add",
  files: [{ path: "dir/a b.txt", text: "é\n", lastCommitId: null }],
};
const REQUEST = { sourceBranch: "a/b c", targetBranch: "main", title: "t", description: "d" };

let stage: BareStage;
beforeEach(async () => {
  stage = await setBareStage();
});
afterEach(() => stage.close());

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe("the client that sets projects up", () => {
  it("reads back what it committed, on branches of any name", async () => {
    const { setup } = stage.dependencies();
    expect([await setup.getBranch("a/b c"), await setup.readFileAt("dir/a b.txt", "main")]).toEqual([null, null]);
    await setup.commitFiles(DRAFT);
    expect(await setup.getBranch("a/b c")).toEqual({ name: "a/b c", isProtected: false, canPush: true });
    expect((await setup.readFileAt("dir/a b.txt", "a/b c"))?.text).toBe("é\n");
    expect(await setup.compareBranches("main", "a/b c")).toEqual({ messages: ["Add"], paths: ["dir/a b.txt"] });
    const opened = await setup.createMergeRequest(REQUEST);
    expect(await setup.listMergeRequests("a/b c")).toEqual([opened]);
    expect(opened).toMatchObject({ iid: 1, state: "opened", authorName: "cadence-bot", description: "d" });
  });

  it("changes a file only where nobody changed it since it was read", async () => {
    const { setup } = stage.dependencies();
    await setup.commitFiles(DRAFT);
    const [file] = DRAFT.files;
    const read = await setup.readFileAt("dir/a b.txt", "a/b c");
    stage.sandbox.as("jane").push(BARE, "a/b c", "dir/a b.txt", "jane's");
    const files = [{ path: file?.path ?? "", text: "new", lastCommitId: read?.lastCommitId ?? "" }];
    const failure = await failureOf(setup.commitFiles({ ...DRAFT, startBranch: null, files }));
    expect(failure).toBeInstanceOf(PermanentError);
    expect(failure).toMatchObject({ status: 400, message: expect.stringContaining("has changed since") });
  });

  it.each<[string, (setup: SetupGitLab) => Promise<unknown>, string]>([
    ["commit", (setup) => setup.commitFiles(DRAFT), "the Developer role (its user has Reporter)"],
    ["open", (setup) => setup.createMergeRequest(REQUEST), "the Developer role (its user has Reporter)"],
  ])("a Reporter who would %s is told the role", async (_name, write, words) => {
    await stage.close();
    stage = await setBareStage({ level: 20 });
    const failure = await failureOf(write(stage.dependencies().setup));
    expect(failure).toMatchObject({ code: "GITLAB_ROLE", message: expect.stringContaining(words) });
  });

  it("sends a write once, and says that its outcome is not known", async () => {
    const { setup } = stage.dependencies();
    stage.sandbox.faults.inject({ kind: "status-after", status: 502, when: ({ method }) => method === "POST" });
    expect(await failureOf(setup.commitFiles(DRAFT))).toBeInstanceOf(UnknownOutcomeError);
    expect(stage.sandbox.requests.writes).toBe(1);
    expect(await setup.getBranch("a/b c")).not.toBeNull();
  });
});
