import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDetails } from "../../../src/domain/action-items/read/details.ts";
import { joinItemText, pinItemText } from "../../../src/domain/action-items/read/item-text.ts";
import { hostileTexts } from "../../support/hostile/hostile-text.ts";
import { READING } from "../../support/state/agendas.ts";

function read(text: string) {
  const { owner, due } = readDetails(text, READING);
  return { owner, due };
}

function split(text: string): string {
  return readDetails(text, READING).bare;
}

function rejoin(text: string): string {
  return joinItemText({ text: split(text), ...read(text) }, READING);
}

describe("the text of an item without what columns show", () => {
  it.each([
    ["@bob Upload the diagram, due 2026-12-01", "Upload the diagram"],
    ["@bob: Upload", "Upload"],
    ["\\@bob - Upload", "Upload"],
    ["@bob, please upload", "please upload"],
    ["Upload (@bob)", "Upload"],
    ["Upload (@bob, due 2026-12-01).", "Upload"],
    ["Upload (due: 2026-12-01, \\@bob)", "Upload"],
    ["Upload, @bob, due on 2026-12-01", "Upload"],
    ["Upload – @bob.", "Upload"],
    ["Upload → @bob", "Upload"],
    ["Upload due 2026-12-01", "Upload"],
    ["Upload by 2026-12-01", "Upload"],
    ["Upload (by 2026-12-01)", "Upload"],
    ["Upload by Friday", "Upload"],
    ["Upload by Friday @bob", "Upload"],
    ["Upload, due 2026-12-01 @bob.", "Upload"],
    ["Upload @bob by Friday", "Upload @bob"],
    ["Upload by Friday 5pm", "Upload by Friday 5pm"],
    ["Upload, due **2026-12-01**", "Upload"],
    ["**Upload, due 2026-12-01**", "**Upload, due 2026-12-01**"],
    ["**Upload** 📅 2026-12-01", "**Upload**"],
    ["_@bob_ Upload (due: 30 Nov)", "Upload"],
    ["**@bob**: Upload", "Upload"],
    ["**@bob: Upload**", "**@bob: Upload**"],
    ["Upload (@bob, 30 Nov)", "Upload"],
    ["Upload (**@bob**, Fri)", "Upload"],
    ["Hochladen bis 20.1.", "Hochladen bis 20.1."],
    ["Hochladen, bis 20.1.", "Hochladen"],
    ["Pagar antes del viernes", "Pagar"],
    ["`@bob` Upload, due `2026-12-01`", "`@bob` Upload, due `2026-12-01`"],
    // What more would be lost with the day than the day stays.
    ["Send it [due 2026-12-09](https://e.example)", "Send it [due 2026-12-09](https://e.example)"],
    ["[@bob](https://e.example/tasks/4) Send it", "[@bob](https://e.example/tasks/4) Send it"],
    ["Send it ~~due 2026-11-30~~ due 2026-12-01", "Send it ~~due 2026-11-30~~ due 2026-12-01"],
    ["Send it <!-- ask Ann --> due 2026-12-01", "Send it <!-- ask Ann --> due 2026-12-01"],
    ["due 2026-02-30, really due 2026-12-12", "due 2026-02-30, really due 2026-12-12"],
    ["Report, due 30 Feb, due 2026-12-12", "Report, due 30 Feb, due 2026-12-12"],
    ["The report is due 2026-12-12", "The report is due 2026-12-12"],
    ["Sign and by Friday", "Sign and by Friday"],
    ["Extend it, new deadline 1 Dec", "Extend it, new deadline 1 Dec"],
    ["caused by 2026-11-27's deploy", "caused by 2026-11-27's deploy"],
    // What belongs to a sentence stays.
    ["Wait until 2026-12-01", "Wait until 2026-12-01"],
    ["Ask @bob", "Ask @bob"],
    ["@bob and @sam: prepare", "@bob and @sam: prepare"],
    ["@bob, @sam: prepare", "@bob, @sam: prepare"],
    ["@bob will upload", "@bob will upload"],
    ["@bob/team upload", "@bob/team upload"],
    ["@bob", "@bob"],
    ["(due 2026-12-01)", "(due 2026-12-01)"],
    ["Upload by 2026-12-01 if @bob agrees", "Upload by 2026-12-01 if @bob agrees"],
    ["Ask @sam, @bob", "Ask @sam, @bob"],
    ["By 2026-11-01, was due 2026-12-01", "By 2026-11-01, was due 2026-12-01"],
    ["see [x](due 2026-12-01)", "see [x](due 2026-12-01)"],
    ["", ""],
  ])("%j: %j", (text, expected) => {
    expect(split(text)).toBe(expected);
  });

  it.each([
    ["Upload", "bob", "2026-12-01", "@bob Upload, due 2026-12-01"],
    ["Upload.", null, "2026-12-01", "Upload. (due 2026-12-01)"],
    ["Upload", "bob", null, "@bob Upload"],
    ["Upload", null, null, "Upload"],
    ["Ask @bob by 2026-12-01", "bob", "2026-12-01", "Ask @bob by 2026-12-01"],
    ["Ask @bob by 2026-12-01", "sam", "2026-12-08", "@sam Ask @bob by 2026-12-08"],
    ["due 2026-02-30 already", null, "2026-12-01", "due 2026-12-01 already"],
  ])("%j with %j and %j on one line: %j", (text, owner, due, expected) => {
    expect(joinItemText({ text, owner, due }, READING)).toBe(expected);
  });

  const words = fc.constantFrom(
    ...["@bob", "\\@bob", "@sam", "@acme/team", "@all", "due 2026-12-01", "by 2026-11-30", "until: 2026-12-01"],
    ...[
      "due 2026-02-30",
      "(",
      ")",
      ",",
      ";",
      ".",
      " - ",
      " – ",
      ":",
      "`",
      "upload",
      "x",
      "will",
      "and",
      " ",
      "\\",
      "**",
    ],
    ...hostileTexts.filter(({ text }) => text.length < 60).map(({ text }) => text),
  );
  it("comes back with owner and due date, whatever it says", () => {
    const texts = fc.array(words, { maxLength: 8 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: "binary" })), (text) => {
        expect(read(rejoin(text))).toEqual(read(text));
        expect(text).toContain(split(text));
      }),
      { numRuns: 2_000 },
    );
  });

  const phrases = fc.constantFrom(
    ...["Send it", "the", "release", "sorted", "valid", "by Friday", "until _20_ Jan", "bis kommenden Montag", "due"],
    ...[
      "by the 15th",
      "(due tomorrow)",
      "[by **Fri**day](a)",
      "avant le 1er décembre",
      ",",
      ".",
      "@ann",
      "'s",
      "schicken",
    ],
  );
  it("says the same day in a copy, whatever the sentence", () => {
    fc.assert(
      fc.property(fc.array(phrases, { maxLength: 7 }), (parts) => {
        const text = parts.join(" ").replaceAll(" 's", "'s");
        const pinned = pinItemText(text, READING);
        expect(read(pinned)).toEqual(read(text));
        expect(pinItemText(pinned, READING)).toBe(pinned);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(hostileTexts.map(({ name, text }) => [name, text]))("hostile: %s", (_name, text) => {
    expect(read(rejoin(text))).toEqual(read(text));
  });

  it.each([
    ["Upload by Friday", "Upload by 2026-11-27"],
    ["Upload by **Friday**, 5pm", "Upload by **2026-11-27**, 5pm"],
    ["Upload, due 20 Jan, then call", "Upload, due 2027-01-20, then call"],
    ["Upload (@bob, Fri)", "Upload (@bob, 2026-11-27)"],
    ["caused by Friday's deploy", "caused by Friday's deploy"],
    ["Send by this Friday the offer", "Send by 2026-11-27 the offer"],
    ["Send by Fri. Ann calls then", "Send by 2026-11-27. Ann calls then"],
    ["Upload due _20_ Jan", "Upload due _2027-01-20_"],
    ["Upload due Fri **27 Nov**", "Upload due **2026-11-27**"],
    ["Upload due [20](https://e.example) Jan", "Upload due [20](https://e.example) Jan"],
    ["bis 20.01.2026", "bis 20.01.2026"],
    ["due 20 Jan 2027", "due 20 Jan 2027"],
    ["due 01/02/2026", "due 01/02/2026"],
    ["Upload", "Upload"],
  ])("a copy says the day itself: %j: %j", (text, expected) => {
    expect(pinItemText(text, READING)).toBe(expected);
  });

  it("says the same day in the next agenda, whatever the sentence", () => {
    const later = { ...READING, callDate: "2026-12-08" };
    const file = new URL("../../fixtures/due-dates/meant.txt", import.meta.url);
    const texts = readFileSync(file, "utf8").trimEnd().split("\n");
    const pinned = texts.map((line) => [line, pinItemText(line.slice(11), READING)] as const);
    const other = pinned.filter(([line, text]) => readDetails(text, later).due !== line.slice(0, 10));
    expect(other).toEqual([]);
  });
});
