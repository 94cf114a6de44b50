import { describe, expect, it } from "vitest";
import { readDetails } from "../../../src/domain/action-items/read/details.ts";
import { READING } from "../../support/state/agendas.ts";

describe("the owner", () => {
  it.each([
    ["@bob Upload", "bob"],
    ["Upload (@bob-the.builder)", "bob-the.builder"],
    ["Upload, says \\@bob.", "bob"],
    ["ask @all, @acme/team-a and @Sam_1", "Sam_1"],
    ["_@bob_ Upload", "bob"],
    ["*@bob* **Upload**", "bob"],
    ["***@bob***: Upload", "bob"],
    ["<b>@bob</b> Upload", "bob"],
    ["[@bob](https://gitlab.example/bob) Upload", "bob"],
    ["&#64;bob Upload", "bob"],
    ["`@sam` alias goes to @bob", "bob"],
    ["~~@sam~~ @bob Upload", "bob"],
    ["ask @account-management/emea", null],
    ["mail bob@example.com", null],
    ["code `@bob`", null],
    ["Replace the `old @sam` alias in CODEOWNERS", null],
    ["Replace ``the `old` @sam`` alias", null],
    ["<code>a</code> <!-- ask @sam --> Upload", null],
    ["see [the list](https://a.example/@sam)", null],
    ['see [the list](a "by @sam")', null],
    ["![photo of @sam](a.png)", null],
    ["see https://a.example/@sam/list and <https://b.example/@sam>", null],
    ["$@sam$ in a formula", null],
    ["npm i @types/node", null],
  ])("%s", (text, owner) => {
    expect(readDetails(text, READING).owner).toBe(owner);
  });
});

/** The call is on Tuesday, 24 November 2026. */
describe("the due date", () => {
  it.each([
    ["a, due 2026-12-01", "2026-12-01"],
    ["a (due: 2026-12-01)", "2026-12-01"],
    ["a by 2026-12-01, was due 2026-11-01", "2026-12-01"],
    ["due date: 2026-12-01", "2026-12-01"],
    ["Due date - 2026-12-01", "2026-12-01"],
    ["due_date: 2026-12-01", "2026-12-01"],
    ["due:2026-12-01", "2026-12-01"],
    ["(due:: 2026-12-01)", "2026-12-01"],
    ["due **2026-12-01**", "2026-12-01"],
    ["**due**: _2026-12-01_", "2026-12-01"],
    ["due [2026-12-01](https://a.example/2026-12-02)", "2026-12-01"],
    ["due (2026-12-01)", "2026-12-01"],
    ["due 2026-12-01T17:00Z", "2026-12-01"],
    ["due 2026/12/1", "2026-12-01"],
    ["📅 2026-12-01", "2026-12-01"],
    ["🗓️2026-12-01", "2026-12-01"],
    ["deadline 1 Dec", "2026-12-01"],
    ["Deadline is Tuesday, 1 December 2026", "2026-12-01"],
    ["due on: 1-Dec-2026", "2026-12-01"],
    ["due Dec 1st", "2026-12-01"],
    ["due 1 Dec 26", "2026-12-01"],
    ["by the 1st of December", "2026-12-01"],
    ["by the 1st", "2026-12-01"],
    ["due 20 Jan", "2027-01-20"],
    ["due 20 Nov", "2026-11-20"],
    ["due 13/12/2026", "2026-12-13"],
    ["due 12/13/2026", "2026-12-13"],
    ["by Friday", "2026-11-27"],
    ["by **Fri**, 5pm", "2026-11-27"],
    ["by EOD Friday", "2026-11-27"],
    ["by end of day on Friday morning", "2026-11-27"],
    ["by Friday the 4th", "2026-12-04"],
    ["BY FRIDAY", "2026-11-27"],
    ["by Tuesday", "2026-12-01"],
    ["due tomorrow", "2026-11-25"],
    ["due in 2 weeks", "2026-12-08"],
    ["before Friday", "2026-11-27"],
    ["no later than 30 November", "2026-11-30"],
    ["by end of November", "2026-11-30"],
    ["a (@bob, 2026-12-01)", "2026-12-01"],
    ["a (@bob 1 Dec)", "2026-12-01"],
    ["a (1 Dec, @bob & @sam)", "2026-12-01"],
    ["a [**@bob** – Fri]", "2026-11-27"],
  ])("in English: %s", (text, due) => {
    expect(readDetails(text, READING)).toMatchObject({ due, unclearDue: null });
  });

  it.each([
    ["bis 20.01.2026", "2026-01-20"],
    ["bis 20.1.", "2027-01-20"],
    ["bis zum 20. Januar", "2027-01-20"],
    ["bis zum 15.", "2026-12-15"],
    ["bis spätestens Freitag, den 27. November", "2026-11-27"],
    ["bis Fr, 27.11.", "2026-11-27"],
    ["bis kommenden Montag", "2026-11-30"],
    ["bis morgen Mittag", "2026-11-25"],
    ["fällig am 30.11.2026", "2026-11-30"],
    ["Fälligkeit: 3. März", "2027-03-03"],
    ["Frist: 30. Nov.", "2026-11-30"],
    ["avant le 20 janvier", "2027-01-20"],
    ["avant vendredi soir", "2026-11-27"],
    ["pour le 15 déc.", "2026-12-15"],
    ["d’ici le 1er décembre 2026", "2026-12-01"],
    ["échéance : 30/11/2026", "2026-11-30"],
    ["date limite : 30 novembre", "2026-11-30"],
    ["au plus tard demain", "2026-11-25"],
    ["para el 20 de enero de 2027", "2027-01-20"],
    ["antes del viernes", "2026-11-27"],
    ["para mañana", "2026-11-25"],
    ["hasta el 30 de noviembre", "2026-11-30"],
    ["fecha límite: 30/11/2026", "2026-11-30"],
    ["vence el 5 dic", "2026-12-05"],
    ["até sexta-feira", "2026-11-27"],
    ["até a próxima sexta", "2026-11-27"],
    ["até o dia 30 de novembro", "2026-11-30"],
    ["até 30/11", "2026-11-30"],
    ["prazo: 30 nov", "2026-11-30"],
    ["até amanhã", "2026-11-25"],
    ["voor vrijdag", "2026-11-27"],
    ["uiterlijk op 30-11-2026", "2026-11-30"],
    ["tegen 5 maart", "2027-03-05"],
    ["tot en met 30 november", "2026-11-30"],
    ["vervaldatum: 1 dec.", "2026-12-01"],
    ["due Freitag", "2026-11-27"],
    ["deadline vendredi", "2026-11-27"],
    ["due 20 de enero", "2027-01-20"],
  ])("in other languages: %s", (text, due) => {
    expect(readDetails(text, READING)).toMatchObject({ due, unclearDue: null });
  });

  it.each([
    ["a due 2026-12-011"],
    ["overdue 2026-12-01"],
    ["test what was shipped by 2026-12-01-rc1"],
    ["upload by 2026-12-01.tar.gz"],
    ["by 2026-12-01_final"],
    ["replay-by 2026-12-01"],
    ["due/2026-12-01"],
    ["by v2026.1.15"],
    ["until 17.4"],
    ["until 17.4."],
    ["until 16.11.10"],
    ["upgrade by GitLab 18.2.3"],
    ["by 10 people"],
    ["by two weeks"],
    ["extended by 3 days"],
    ["reduce by 1/3"],
    ["until done"],
    ["by May"],
    ["by the second review"],
    ["by the 2nd engineer"],
    ["draft by Sam and Bob"],
    ["by Sun Microsystems"],
    ["due, so we wait"],
    ["due to 2026-11-30 outage"],
    ["until now"],
    ["until last Friday"],
    ["by June 2027"],
    ["next Friday"],
    ["on 2026-12-01"],
    ["not before 2026-12-01"],
    ["from 1 Dec until 5 Dec"],
    ["out Mon until Fri"],
    ["1.12. bis 5.12. Urlaub"],
    ["bis heute"],
    ["bis zu 20 Personen"],
    ["bis 10 Uhr"],
    ["bis so weit"],
    ["avant mer agitée"],
    ["pour Sam"],
    ["para la segunda fase"],
    ["até segunda ordem"],
    ["voor zo ver"],
    ["`due 2026-12-01` in the script"],
    ["<!-- due 2026-12-01 --> a"],
    ["see [x](https://a.example/?due=2026-12-01)"],
    ["![due 2026-12-01](a.png)"],
    ["due `2026-12-01`"],
    ["~~due 2026-12-01~~"],
    ["(@bob said on 2026-12-01 that it works)"],
    ["(2026-12-01) a (@bob)"],
  ])("is none in: %s", (text) => {
    expect(readDetails(text, READING)).toMatchObject({ due: null, unclearDue: null });
  });

  it.each([
    ["due 2026-02-30, by 2026-12-01"],
    ["due 01/02/2026, due 2026-12-01"],
    ["due 31.11.2026, due 2026-12-01"],
    ["due Feb 30 by 1 Dec"],
    ["bis 30.02. oder bis 1.12."],
    ["a (@bob, 30.02., 1.12.)"],
    ["~~due 2026-11-30~~ due 2026-12-01"],
    ["due soon, by 2026-12-01"],
  ])("is not hidden by what is no day: %s", (text) => {
    expect(readDetails(text, READING)).toMatchObject({ due: "2026-12-01", unclearDue: null });
  });

  it.each([
    ["due 31.11.2026", "31.11.2026"],
    ["due 31.11.26", "31.11.26"],
    ["bis 31.04.2027", "31.04.2027"],
    ["bis 30.02.", "30.02."],
    ["bis zum 31. November schicken", "31. November"],
    ["due Feb 30", "Feb 30"],
    ["due 29 Feb", "29 Feb"],
    ["by 29 February 2027", "29 February 2027"],
    ["by the 31st of April, @ann", "31st of April"],
    ["due 2027/02/29", "2027/02/29"],
    ["due 2027.02.29", "2027.02.29"],
    ["due 02/30/2027", "02/30/2027"],
    ["due 31-Nov-2026", "31-Nov-2026"],
    ["avant le 31 novembre", "31 novembre"],
    ["antes del 30 de febrero", "30 de febrero"],
    ["até 31 de abril", "31 de abril"],
    ["uiterlijk 31 juni", "31 juni"],
    ["a (@bob, 30.02.)", "30.02."],
  ])("is named where there is no such day: %s", (text, unclearDue) => {
    expect(readDetails(text, READING)).toMatchObject({ due: null, unclearDue });
  });

  it.each([["due 32 Nov"], ["until 2026.2.30"], ["by Feb 30 tickets"], ["until 45.13.2026"], ["due 30.13."]])(
    "is none in figures of no day: %s",
    (text) => {
      expect(readDetails(text, READING)).toMatchObject({ due: null, unclearDue: null });
    },
  );

  it.each([
    ["due 01/02/2026", "2026-02-01", "2026-01-02", "01/02/2026"],
    ["due 01-02-26", "2026-02-01", "2026-01-02", "01-02-26"],
    ["due 1/12", "2026-12-01", "2027-01-12", "1/12"],
    ["due 01.02.2026", "2026-02-01", "2026-02-01", null],
    ["due 2026-02-30", null, null, "2026-02-30"],
    ["due Thu 27 Nov", null, null, "Thu 27 Nov"],
  ])("goes by the country: %s", (text, dayFirst, monthFirst, unclearDue) => {
    expect(readDetails(text, { ...READING, dayOrder: "day-first" }).due).toBe(dayFirst);
    expect(readDetails(text, { ...READING, dayOrder: "month-first" }).due).toBe(monthFirst);
    expect(readDetails(text, READING).unclearDue).toBe(unclearDue);
  });
});
