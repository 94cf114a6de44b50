import { expect, it } from "vitest";
import { isOnlyPeople } from "../../../src/domain/attendance/person.ts";

it.each([
  ...[
    "Ann",
    "bob",
    "jsmith",
    "@bob",
    "Ben Absent",
    "Sean C",
    "ANN LEE",
    "Ann K. Lee",
    "Dr. Bernd von Meyer",
    "O'Brien",
  ],
  ...["Jean-Luc de la Tour", "D'Angelo Russell", "José María Aznar", "Łukasz Żak", "Иван Петров", "山田太郎", "李明"],
  ...["山田さん", "佐藤 (Acme)", "田中 太郎（欠席）", "김철수", "Ann and Ben", "@ann @ben", "`@ann`", "~~Zed~~"],
  ...[
    "Mark B (_TSC_)",
    "Mark Boorer (_TSC_) - Industrial Light & Magic",
    "@bob (Acme)",
    "Bob Poe (@bob)",
    "@bpoe Bob Poe",
  ],
  ...[
    "@bob - Bob Poe (Acme)",
    "Ann Lee, CTO",
    "Zed, head of platform",
    "Zed — customer success manager",
    "Acme: Bob Poe",
  ],
  ...["Ann Lee, Acme Corp.", "ben@acme.com", "Ann Lee <ann@acme.com>", "[Ann Lee](https://x)", "**Zed**, CEO", "Mark"],
  ...[
    "Bernd Meyer entschuldigt",
    "Ben absent",
    "Ann – joined 10:15",
    "Ann Lee (until 10:30)",
    "Ann Lee: absent",
    "Will",
  ],
])("a person and no more: %s", (text) => {
  expect(isOnlyPeople(text)).toBe(true);
});

it.each([
  ...["@bob send the file, due 2026-12-01", "@sam check quota", "Check quota", "Send Invoice", "@bob real one"],
  ...["@bob Terraform", "@bob: Terraform", "Bob: Terraform", "Bob: send the file", "Bob - check quota", "Call Bob"],
  ...["Licences", "Data Migration", "Budget 2027", "licence file", "Ann by Friday", "Ann 2026-12-01", "Invite Ann"],
  ...[
    "資料を送付する",
    "見積もりを確認",
    "Envoyer Facture",
    "Enviar Contrato",
    "Rechnung senden",
    "Ann to send the file",
  ],
  ...["Bob will send it", "Mark invoice as paid", "Ann Lee, send the slides", "Ann schickt die Datei", "Ask @ann", ""],
])("more than a person: %s", (text) => {
  expect(isOnlyPeople(text)).toBe(false);
});
