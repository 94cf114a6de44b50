import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { DEFAULT_TEAM_NAME } from "../schema/handbook-defaults.ts";
import { type RawMap, textOf } from "./raw.ts";

/** A team that is called as the customer is: headings by side, and the owners below them, could not be told apart. */
export function checkTeam(file: RawMap): readonly Complaint[] {
  const [team, customer] = [compared(file["team_name"]), compared(file["customer"])];
  if (team === "" || team !== customer) return [];
  const allowed = [
    "a name that is not the customer's",
    ...(team === compared(DEFAULT_TEAM_NAME) ? [] : [DEFAULT_TEAM_NAME]),
  ];
  return [complaintOf(["team_name"], "the account team has the name of the customer", allowed)];
}

function compared(name: unknown): string {
  return (textOf(name) ?? "").normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}
