/** What a customer should not read in what the bot makes: words, by language, and addresses. Plain data. */
export interface GuardRules {
  /** As people write them: `*` for more letters; a word in capitals is found in capitals only. */
  readonly words: readonly string[];
  /** Hosts, `crm.example.com`, or `*.example.com` with all that are below it. */
  readonly addresses: readonly string[];
}

/** Finds what is marked by the guard: the entries of its list that a text holds, each once. Time is linear in the text. */
export type Guard = (text: string) => readonly string[];

/** Marks nothing. */
export const NO_GUARD: GuardRules = { words: [], addresses: [] };
