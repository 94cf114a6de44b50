import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerText } from "../../../src/domain/commands/answer-text.ts";
import { parseCommands } from "../../../src/domain/commands/parse-command.ts";
import { EN } from "../../support/texts.ts";
import { witness } from "../../support/witness/gitlab-witness.ts";

const BOT = "cadence-bot";
const unknown = (text: string, nearest: string | null, problem: string): string =>
  answerText({ kind: "unknown", text, nearest, problem }, BOT, null, EN);

describe("answers", () => {
  it("help", () => {
    expect(answerText({ kind: "help" }, `@${BOT}`, null, EN)).toMatchInlineSnapshot(`
      "What I understand, each on a line of its own that begins with my name:

      - \`@cadence-bot skip\`: this call does not take place
      - \`@cadence-bot move to 2026-12-03\`: it takes place on that day (also \`3 Dec\`)
      - \`@cadence-bot snooze ITEM until 2026-12-03\`: no reminder of that action item before that day
      - \`@cadence-bot drop ITEM\`: that action item is no longer needed
      - \`@cadence-bot boxes\`: action items of the agenda that were noted without a box get one
      - \`@cadence-bot include\`: what a draft of a follow-up left out goes into it
      - \`@cadence-bot send\`: participants are told of a draft now
      - \`@cadence-bot refresh\`: look again now
      - \`@cadence-bot help\`: this list

      For ITEM write the words of the action item, or enough of them to tell it from the others."
    `);
  });

  it("a command that can't be read", () => {
    expect(unknown("mvoe to 3 Dec", "move", '"mvoe" is no command')).toMatchInlineSnapshot(
      `"I could not read “mvoe to 3 Dec”: "mvoe" is no command. Did you mean \`@cadence-bot move\`? What I understand: \`@cadence-bot help\`."`,
    );
    expect(unknown("skip to the end", null, '`skip` stands alone, without "to the end"')).toMatchInlineSnapshot(
      `"I could not read “skip to the end”: \`skip\` stands alone, without "to the end". What I understand: \`@cadence-bot help\`."`,
    );
  });

  it("no such item", () => {
    expect(answerText({ kind: "none", words: "the **invoice**" }, BOT, null, EN)).toMatchInlineSnapshot(
      `"No open action item here fits “the **invoice**”. Please repeat its words as they stand in the list."`,
    );
  });

  it("several items, five shown", () => {
    const texts = ["Send a", "Send b @bob", "Send c\n/close", "Send d", "Send e", "Send f", "Send g"];
    expect(
      answerText({ kind: "several", words: "send", texts: texts.slice(0, 2) }, BOT, null, EN),
    ).toMatchInlineSnapshot(`
      "“send” fits 2 action items. Which one? Please repeat more of its words.

      - Send a
      - Send b \\@bob"
    `);
    expect(answerText({ kind: "several", words: "send", texts }, BOT, null, EN)).toMatchInlineSnapshot(`
      "“send” fits 7 action items. Which one? Please repeat more of its words.

      - Send a
      - Send b \\@bob
      - Send c /close
      - Send d
      - Send e
      - and 2 more"
    `);
  });

  it("mention nobody, hold no marker, no quick action and no command, whatever people wrote", () => {
    const hostile = fc
      .array(
        fc.constantFrom(
          "@bob ",
          "@all",
          "/close",
          "\n",
          "`",
          "<!-- cadence:v1 note reply -->",
          "\\",
          "# ",
          "@cadence-bot skip",
          "x ",
          "*",
        ),
        {
          maxLength: 8,
        },
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(hostile, hostile, (one, two) => {
        for (const text of [
          unknown(one, null, two),
          answerText({ kind: "none", words: one }, BOT, null, EN),
          answerText({ kind: "several", words: one, texts: [two, one] }, BOT, null, EN),
        ]) {
          expect(witness(text)).toMatchObject({ mentions: [], html: [], commands: [] });
          expect(parseCommands(text, BOT, "2026-11-22", EN)).toEqual([]);
        }
      }),
    );
  });
});
