import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "../support/stage.ts";
import { callClosed, lookAt, participantsTold, saidOn, textOf } from "./story.ts";

const RECAP = `We go on with the upgrade.

The renewal is due in March.

They are a churn risk, a red account.

Their health score is at https://acme.gainsightcloud.com/c360

The CTA of the last quarter is open.

Utilisation: https://acme.lightning.force.com/r/Account/1

- [ ] @jane Look at globex/secret-plans#7
- [ ] @jane Check https://internal.gitlab.com/handbook/
- [ ] @bob Upload the diagram`;

describe("what must not get from the account team's own affairs to the customer", () => {
  let stage: Stage;
  let followUp = "";
  let elsewhere = "";
  beforeAll(async () => {
    stage = await callClosed({ recap: RECAP });
    followUp = textOf(stage, 2);
    const gaps = saidOn(stage, 2).join("\n");
    await participantsTold(stage);
    elsewhere = `${gaps}\n${saidOn(stage, 2).join("\n")}`;
    await lookAt(stage, "2026-11-28T09:30:00Z");
  });
  afterAll(() => stage.close());

  it("A53: internal words stay out of the follow-up, the rest of it is told, and the draft says how much was left out", () => {
    expect(followUp).toContain("We go on with the upgrade.");
    expect(followUp).toContain("Upload the diagram");
    expect(`${followUp}\n${elsewhere}`).not.toMatch(/renewal|churn|health score|\bCTA\b|Utilisation/i);
    expect(elsewhere).toContain("5 passages of the recap and 1 action item were left out");
  });

  it.each([
    ["C22", "the renewal", /renewal/i],
    ["C23", "a risk of churn, a red account", /churn|red account/i],
    ["A34", "calls to action", /\bCTA/],
    ["A85", "Gainsight's addresses", /gainsight/i],
    ["C37", "its health score", /health score/i],
    ["A36", "the day of the renewal", /March/],
    ["A37", "addresses of Salesforce", /force\.com/],
    ["A80", "addresses of the team's own pages", /internal\.gitlab\.com/],
  ])("%s: %s", (_row, _what, words) => {
    expect(RECAP).toMatch(words);
    expect(followUp).not.toMatch(words);
    expect(elsewhere).not.toMatch(words);
  });

  it("E21: nothing of another customer's project is followed or linked", () => {
    // GitLab links a reference that is written out, and shows its title to whoever may see it.
    expect(textOf(stage, 3)).toContain("globex/secret-plans\\#7 ");
    expect(`${followUp}\n${elsewhere}`).not.toMatch(/[^\\`]#7/);
    const asked = stage.sandbox.requests.all.filter(({ path }) => path.includes("globex"));
    expect(asked).toEqual([]);
  });
});
