import type { TextLanguage } from "./language.ts";

/** The forms of a sentence by what is counted; every language of the catalogue has these two. */
interface Forms {
  readonly one: string;
  readonly other: string;
}

/** Chooses the form of a sentence for a number. */
export type Counted = (count: number, forms: Forms) => string;

/** Returns how a language counts. */
export function countingIn(language: TextLanguage): Counted {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => (rules.select(count) === "one" ? forms.one : forms.other);
}
