import { expect, it } from "vitest";
import { nextUpdateIn } from "../../../src/domain/follow-up/next-update.ts";

it.each([
  ["Next update: 2026-12-04", "2026-12-04"],
  ["**Next update:** 2026-12-04.", "2026-12-04"],
  ["- next update: Fri 4 Dec 2026", "2026-12-04"],
  ["Nächstes Update: 2026-12-04", "2026-12-04"],
  ["Prochaine mise à jour : 2026-12-04", "2026-12-04"],
  ["We agreed.\nNext update: 2026-12-04", "2026-12-04"],
  ["Next update: soon", null],
  ["Next update: 2026-11-20", null],
  ["The next update of GitLab is 2026-12-04", null],
  ["", null],
])("%j promises %s", (text, expected) => {
  expect(nextUpdateIn([{ text, isItem: false }], "2026-11-24")).toBe(expected);
});
