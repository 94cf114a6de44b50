/** Rooms whose tests are put to the test, and which tests are theirs: a folder is all tests in it, what begins with ! is none of them. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  domain: ["tests/domain"],
  // Scenarios that take seconds; those that take minutes would be run for each survivor.
  reconcile: [
    "tests/reconcile",
    "tests/cli/commands/explain-boxes.test.ts",
    "tests/cli/output/plan-document.test.ts",
    "tests/scenarios/another-bot.test.ts",
    "tests/scenarios/approval.test.ts",
    "tests/scenarios/before-the-bot",
    "tests/scenarios/boxes-command.test.ts",
    "tests/scenarios/changed-configuration",
    "tests/scenarios/guarded-words.test.ts",
    "tests/scenarios/label-names.test.ts",
    "tests/scenarios/person-edit.test.ts",
    "tests/scenarios/references.test.ts",
    "tests/scenarios/refused-creation.test.ts",
    "tests/scenarios/side-by-side.test.ts",
    "tests/scenarios/table-cells.test.ts",
    "tests/scenarios/user-stories.test.ts",
    "tests/scenarios/words-of-a-call.test.ts",
    "tests/scenarios/after-the-call/at-once.test.ts",
    "tests/scenarios/after-the-call/promises.test.ts",
    "tests/scenarios/after-the-call/quiet.test.ts",
    "tests/scenarios/after-the-call/duplicates.test.ts",
  ],
  audit: ["tests/audit"],
  queue: ["tests/queue"],
  // The clients of hooks and setup, and those of a bot that was another account, are put to the test where they are used.
  gitlab: ["tests/gitlab", "tests/webhooks", "tests/setup", "tests/fleet", "tests/scenarios/another-bot.test.ts"],
};
