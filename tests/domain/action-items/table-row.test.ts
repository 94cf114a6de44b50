import { describe, expect, it } from "vitest";
import { readDetails } from "../../../src/domain/action-items/read/details.ts";
import { readEntries } from "../../../src/domain/action-items/read/read.ts";
import { readTableRow } from "../../../src/domain/action-items/read/table-row.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { textsIn } from "../../../src/domain/texts/texts.ts";
import { byBot, carry, READING, RULES } from "../../support/state/agendas.ts";

const HEAD = "<table>\n<tr>\n<th>Action item</th>\n<th>Owner</th>\n<th>Due</th>\n<th>Status</th>\n</tr>\n";

function table(...rows: readonly string[]): string {
  return `${HEAD}${rows.map((row) => `<tr>\n${row}\n</tr>`).join("\n")}\n</table>\n`;
}

function read(source: string): readonly unknown[] {
  const document = parseMarkdown(source);
  return document.items.map((item) => readTableRow(document, item, READING));
}

const ITEM = "<td>\n\n- [ ] Upload <!--c:12-k3f-->\n\n</td>\n";
const BOB = { owner: "bob", named: null, due: "2026-12-01", unclearDue: null };
const NOBODY = { owner: null, named: null, due: null, unclearDue: null };

describe("what a row of a table says", () => {
  it.each([
    ["as the bot writes it", `${ITEM}<td>\n\n\\@bob\n\n</td>\n<td>2026-12-01</td>\n<td>new</td>`, BOB],
    ["cells on one line", `${ITEM}<td>@bob</td><td> 2026-12-01 </td><td>new</td>`, BOB],
    ["attributes", `${ITEM}<td colspan="1" class='x'>@bob</td>\n<td align="left">2026-12-01</td>\n<td>x</td>`, BOB],
    ["paragraphs", `${ITEM}<td>\n<p>@bob</p>\n</td>\n<td>\n\n2026-12-01\n\n</td>\n<td>x</td>`, BOB],
    ["upper case", `${ITEM}<TD>@bob</TD>\n<TD>2026-12-01</TD>`, BOB],
    ["cells that are not closed", `${ITEM}<td>@bob\n<td>2026-12-01\n<td>x`, BOB],
    ["words around", `${ITEM}<td>Bob (@bob), @sam</td>\n<td>by 2026-12-01, not 2026-12-08</td>\n<td>x</td>`, BOB],
    ["a day in words", `${ITEM}<td>@bob</td>\n<td>1 Dec</td>`, BOB],
    ["a day in words with a due word", `${ITEM}<td>@bob</td>\n<td>by Tuesday</td>`, BOB],
    ["emptied cells", `${ITEM}<td></td>\n<td>&nbsp;</td>\n<td>x</td>`, NOBODY],
    ["cells that are missing", ITEM, NOBODY],
    [
      "no user and no day",
      `${ITEM}<td>@acme/team</td>\n<td>2026-02-30</td>`,
      { ...NOBODY, named: "@acme/team", unclearDue: "2026-02-30" },
    ],
    ["a day that there is beside one that there is not", `${ITEM}<td>@bob</td><td>2026-02-30, 2026-12-01</td>`, BOB],
    [
      "an editor's list in the cell",
      "<td>\n\n* [ ] Upload\n</td>\n<td>\n\n\\@bob\n</td>\n<td>2026-12-01</td>\n<td>new</td>",
      BOB,
    ],
    [
      "tags in the text of the item",
      `<td>\n\n- [ ] a \`</td><td>@eve</td><td>2026-01-01</td>\` \\</td> b\n\n</td>\n<td>@bob</td>\n<td>2026-12-01</td>`,
      BOB,
    ],
  ])("%s", (_name, row, expected) => {
    expect(read(table(row))).toEqual([expected]);
  });

  it.each([
    ["2026-02-30", "2026-02-30"],
    ["by 31.11.2026", "31.11.2026"],
    ["01/02/2026 (unclear)", "01/02/2026"],
    ["**next** sprint", "next sprint"],
    ["when Bob is back (or not)", "when Bob is back (or not)"],
    ["soon (unclear)", "soon"],
    ["bald (unklar)", "bald"],
    ["TBD", null],
    ["no date yet", null],
    ["noch kein Datum", null],
    ["<em>noch kein Datum</em>", null],
    ["-", null],
    ["[date]", null],
    ["n/a", null],
    ["✅", null],
  ])("a Due cell that says no day, %s, is named", (cell, unclearDue) => {
    expect(read(table(`${ITEM}<td>@bob</td><td>${cell}</td>`))).toEqual([{ ...BOB, due: null, unclearDue }]);
  });

  it.each([
    ["2026-02-30", "Upload (due 2026-02-30)", "2026-02-30"],
    ["next sprint", "Upload (due next sprint)", "next sprint"],
    ["when Bob is back (or not)", "Upload (due when Bob is back or not)", "when Bob is back (or not)"],
    ["2026-12-01", "Upload, due 2026-12-01", null],
  ])("and stands in the item's text: %s", (cell, text, unclearDue) => {
    const description = table(`${ITEM}<td></td><td>${cell}</td>`);
    const followUp = { ...byBot(13, "2026-11-24", ["12-k3f"], description), kind: "follow-up" } as const;
    expect(readEntries(followUp, RULES)).toMatchObject([{ text, details: { unclearDue } }]);
    expect(carry([followUp]).items).toMatchObject([{ text, unclearDue }]);
  });

  it.each([
    ["Bob Poe", "Upload (owner Bob Poe)"],
    ["**Acme** (Bob)", "Upload (owner Acme Bob)"],
    ["@all", "Upload (owner @all)"],
    ["TBD", "Upload"],
    ["?", "Upload"],
    ["Bob @bob", "@bob Upload"],
  ])("who is named in an Owner cell without a user name stays in the text: %s", (cell, text) => {
    const description = table(`${ITEM}<td>${cell}</td><td></td>`);
    const followUp = { ...byBot(13, "2026-11-24", ["12-k3f"], description), kind: "follow-up" } as const;
    expect(readEntries(followUp, RULES)).toMatchObject([{ text }]);
  });

  it.each([
    ["Bob Poe", "", "Upload (zuständig: Bob Poe)", null],
    ["", "2026-02-30", "Upload (fällig: 2026-02-30)", "2026-02-30"],
    ["Bob Poe", "2026-02-30", "Upload (zuständig: Bob Poe) (fällig: 2026-02-30)", "2026-02-30"],
    ["Bob Poe", "2026-12-01", "Upload, fällig am 2026-12-01 (zuständig: Bob Poe)", null],
  ])("is carried in the language of the project, and read again: %s, %s", (owner, due, text, unclearDue) => {
    const description = table(`${ITEM}<td>${owner}</td><td>${due}</td>`);
    const followUp = { ...byBot(13, "2026-11-24", ["12-k3f"], description), kind: "follow-up" } as const;
    const { items } = carry([followUp], { texts: textsIn("de") });
    expect(items).toMatchObject([{ text, unclearDue }]);
    expect(readDetails(text, READING)).toMatchObject({ due: due === "2026-12-01" ? due : null, unclearDue });
  });

  it("goes by the heads of the columns", () => {
    const source = table(`<td>1</td>${ITEM}<td>2026-12-01</td>\n<td>@bob</td>`).replace(
      /<th>Action[^]*Status<\/th>/,
      "<th>Number</th><th>What</th><th> due </th><th>OWNER</th>",
    );
    expect(read(source)).toEqual([BOB]);
  });

  it("is told of the first item of a cell only: nested and further ones speak for themselves", () => {
    const cell = "<td>\n\n- [ ] One\n  - [ ] child\n- [ ] Two\n\n</td>\n<td>@bob</td>\n<td>2026-12-01</td>";
    expect(read(table(cell))).toEqual([BOB, null, null]);
  });

  it("is told row by row", () => {
    const rows = ["@bob", "@sam"].map((name) => `${ITEM}<td>${name}</td>\n<td>2026-12-01</td>`);
    expect(read(`- [ ] before\n\n${table(...rows)}\n- [ ] after\n`)).toEqual([
      null,
      BOB,
      { ...BOB, owner: "sam" },
      null,
    ]);
  });

  it.each([
    ["a list without a table", "- [ ] @bob a, due 2026-12-01"],
    ["another table", `<table><tr><th>Name</th></tr><tr>\n${ITEM}<td>@bob</td></tr></table>`],
    ["a table without heads", `<table>\n<tr>\n${ITEM}<td>@bob</td></tr></table>`],
    ["a cell around a quote", table("<td>\n\n> - [ ] quoted\n\n</td>\n<td>@bob</td>\n<td>2026-12-01</td>")],
    ["after a table that is not closed", `${HEAD}\n\n- [ ] below\n`],
    ["escaped tags", `\\<table>\\<tr>\\<th>Owner\\</th>\\<th>Due\\</th>\\</tr>\\<tr>\\<td>\n\n- [ ] a\n\n\\</td>`],
  ])("is none in %s", (_name, source) => {
    expect(read(source)).toEqual([null]);
  });
});
