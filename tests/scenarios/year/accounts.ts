import { PROJECT, type Stage, type StageOptions } from "../../support/stage.ts";
import type { Customer } from "./customer.ts";
import { BOT } from "./model.ts";

/** An account of the bot, as those who run it know it. */
export interface Account {
  readonly username: string;
  readonly token: string;
  /** Accounts before it that `bots` names. */
  readonly named: readonly string[];
  /** All accounts before it. */
  readonly before: readonly string[];
}

export function firstAccount({ token }: Stage): Account {
  return { username: BOT, token, named: [], before: [] };
}

/** Accounts before the bot's of which it does not know yet that what they made is its own. */
export function unnamedOf({ account: { named, before } }: Pick<Customer, "account">): readonly string[] {
  return before.filter((username) => !named.includes(username));
}

export function isUnnamed(customer: Pick<Customer, "account">): boolean {
  return unnamedOf(customer).length > 0;
}

/** The token is made anew, by the project or its group: the same rights, another user; who it was before is not said yet. */
export function remakeToken(customer: Customer, username: string): void {
  const { sandbox, account } = customer;
  sandbox.addUser({ username, name: "Cadence", bot: true });
  sandbox.setMember(PROJECT, username, 20);
  sandbox.revokeToken(account.token);
  const token = sandbox.addToken({ user: username, scopes: ["api"] });
  customer.account = { username, token, named: account.named, before: [...account.before, account.username] };
}

/** The line that the bot asked for is added. */
export function nameAccounts(customer: Customer): void {
  customer.account = { ...customer.account, named: customer.account.before };
}

/** While nobody said who the bot was before, people do only what it will see later all the same. */
export const UNNAMED: ReadonlySet<string> = new Set(["addItems", "comment", "plainEdit", "addTicket"]);

/** How the bot runs now. */
export function asBot({ account }: Customer): Pick<StageOptions, "token" | "bots"> {
  return { token: account.token, bots: account.named };
}
