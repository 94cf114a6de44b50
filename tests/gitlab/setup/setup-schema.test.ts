import { describe, expect, it } from "vitest";
import type * as z from "zod/mini";
import {
  ApiBranch,
  ApiBranchFile,
  ApiDifference,
  ApiMergeRequest,
  ApiPipelineSchedules,
  ApiSetupProject,
} from "../../../src/gitlab/setup/setup-schema.ts";
import { PROJECT } from "../../support/gitlab/gitlab-answers.ts";

const merge = { iid: 3, state: "opened", web_url: "https://example.com/3" };
const request = (more: object) => ({
  description: "",
  authorId: 0,
  webUrl: "https://example.com/3",
  iid: 3,
  state: "opened",
  ...more,
});
const schedule = { id: 4, cron: "0 * * * *" };
const scheduled = (more: object) => [
  {
    id: 4,
    cron: "0 * * * *",
    description: "",
    ref: "",
    cronTimeZone: "UTC",
    active: true,
    nextRunAt: null,
    ownerIsActive: null,
    ...more,
  },
];
const parse = (schema: z.core.$ZodType, value: unknown): unknown =>
  (schema as unknown as { parse(value: unknown): unknown }).parse(value);

describe("what GitLab leaves out", () => {
  it.each<[string, z.core.$ZodType, unknown, unknown]>([
    ["a branch", ApiBranch, { name: "a" }, { name: "a", isProtected: false, canPush: true }],
    [
      "a protected branch",
      ApiBranch,
      { name: "a", protected: true, can_push: false },
      { name: "a", isProtected: true, canPush: false },
    ],
    [
      "a commit without a message",
      ApiDifference,
      { commits: [{}, { message: null }, { message: "m" }], diffs: [] },
      { messages: ["", "", "m"], paths: [] },
    ],
    [
      "a file that moved, each path once",
      ApiDifference,
      {
        commits: [],
        diffs: [
          { old_path: "a", new_path: "b" },
          { old_path: "b", new_path: "b" },
        ],
      },
      { messages: [], paths: ["a", "b"] },
    ],
    [
      "a file",
      ApiBranchFile,
      { content: Buffer.from("é\n").toString("base64"), last_commit_id: "c" },
      { text: "é\n", lastCommitId: "c" },
    ],
    ["a schedule", ApiPipelineSchedules, [schedule], scheduled({})],
    [
      "a schedule of an active owner",
      ApiPipelineSchedules,
      [
        {
          ...schedule,
          owner: { state: "active" },
          ref: "refs/heads/main",
          active: false,
          cron_timezone: "Berlin",
          description: "d",
          next_run_at: "2026-11-24T09:00:00.000Z",
        },
      ],
      scheduled({
        ownerIsActive: true,
        ref: "main",
        active: false,
        cronTimeZone: "Berlin",
        description: "d",
        nextRunAt: "2026-11-24T09:00:00.000Z",
      }),
    ],
    [
      "a schedule of a blocked owner",
      ApiPipelineSchedules,
      [{ ...schedule, owner: { state: "blocked" } }],
      scheduled({ ownerIsActive: false }),
    ],
    ["a schedule of nobody known", ApiPipelineSchedules, [{ ...schedule, owner: {} }], scheduled({})],
  ])("%s", (_, schema, row, expected) => {
    expect(parse(schema, row)).toEqual(expected);
  });

  it.each(["opened", "closed", "merged"])("a merge request that is %s", (state) => {
    expect(parse(ApiMergeRequest, { ...merge, state, description: "d" })).toMatchObject(
      request({ state, description: "d", authorId: expect.any(Number) }),
    );
  });

  it("a merge request in a state of its own is open, one without an author is nobody's", () => {
    const found = parse(ApiMergeRequest, { ...merge, state: "locked" });
    expect(found).toMatchObject({
      state: "opened",
      description: "",
      authorId: expect.any(Number),
      authorName: expect.any(String),
    });
    expect(parse(ApiMergeRequest, { ...merge, author: { id: 5, username: "jane", name: "Jane" } })).toMatchObject({
      authorId: 5,
      authorName: "jane",
    });
  });

  it.each([
    [{}, true],
    [{ merge_requests_enabled: false }, false],
    [{ merge_requests_enabled: true, merge_requests_access_level: "disabled" }, false],
    [{ merge_requests_access_level: "private" }, true],
  ])("merge requests of a project: %j", (more, mergeRequestsEnabled) => {
    const row = { ...PROJECT, ...more };
    expect(parse(ApiSetupProject, [row, row])).toMatchObject({ mergeRequestsEnabled });
  });
});
