import * as z from "zod/mini";
import { GUARD_LANGUAGES, SHIPPED_WORDS } from "../../domain/guard/shipped-words.ts";
import { nearestWord } from "../../domain/text/nearest-word.ts";
import { described, freeText, leaf, oneOrMore, type Read, readFurther } from "./leaf.ts";
import { readLine, refusal } from "./texts.ts";

/** What a file says of words that a customer should not read. */
export interface GuardInput {
  readonly on: boolean;
  readonly words: readonly string[];
  readonly addresses: readonly string[];
  /** Shipped words that count no more. */
  readonly without: readonly string[];
}

const ON: GuardInput = { on: true, words: [], addresses: [], without: [] };

/** `guard:` of the service, or of a file that a pipeline names. Never of a file in a project: its customer reads that. */
export function GuardSchema() {
  const about = {
    description:
      "Words and addresses that a customer should not read: a passage that holds one is left out of follow-ups, and no comment, title or issue of the bot quotes it. A list is shipped; a map changes it, `off` switches it off. Not in a project's own file, which its customer reads.",
    examples: ["off", { words: { en: ["land and expand*"] }, addresses: ["*.crm.example.com"], without: ["renewal*"] }],
    default: "on",
  };
  const word = readFurther(z.union([z.enum(["on", "off"]), z.boolean()]), (value): Read<GuardInput> => {
    return { ok: true, value: { ...ON, on: value === "on" || value === true } };
  });
  const map = readFurther(GuardMap(), ({ words = {}, addresses = [], without = [] }): Read<GuardInput> => {
    return {
      ok: true,
      value: { on: true, words: Object.values(words).flatMap((list) => list ?? []), addresses, without },
    };
  });
  return described(about, z.union([word, map]));
}

function GuardMap() {
  const words = {
    title: "map of lists of words",
    description:
      "Further words, by language; all hold in every project. `*` stands for more letters, a blank for any blanks and hyphens; a word in capitals (`ARR`) counts in capitals only.",
    examples: [{ en: ["land and expand*"], de: ["*umsatz*"] }],
  };
  const addresses = {
    description:
      "Further hosts that a customer should not see: `crm.example.com`, or `*.example.com` with all below it.",
    examples: [["*.crm.example.com"]],
    default: [],
  };
  const without = {
    description: "Shipped words that are not left out, as they stand in the list.",
    examples: [["renewal*"]],
    default: [],
  };
  const list = oneOrMore({}, freeText({ title: "word" }, readWord));
  const byLanguage = z.strictObject(
    Object.fromEntries(GUARD_LANGUAGES.map((language) => [language, z.optional(list)])) as {
      [Language in (typeof GUARD_LANGUAGES)[number]]: z.ZodMiniOptional<typeof list>;
    },
  );
  return z.strictObject({
    words: z.optional(described(words, byLanguage)),
    addresses: z.optional(oneOrMore(addresses, leaf({ title: "host" }, readHost))),
    without: z.optional(oneOrMore(without, freeText({ title: "shipped word" }, readShipped))),
  });
}

function readWord(text: string): Read<string> {
  const allowed = ["churn*", "ARR", "health score*"];
  const line = readLine(text, "a word", "churn*");
  if (!line.ok) return line;
  if (!/[\p{L}\p{N}]/u.test(line.value)) return refusal("no letter or figure in it", allowed);
  const letters = line.value.replaceAll("*", "").replace(/[^\p{L}\p{N}]/gu, "");
  if (line.value.includes("*") && letters.length < 2) return refusal("this would be found everywhere", allowed);
  if (/\*\*|[\p{L}\p{N}]\*[\p{L}\p{N}]|(?<![\p{L}\p{N}])\*(?![\p{L}\p{N}])/u.test(line.value))
    return refusal("`*` stands at the beginning or the end of a word", allowed);
  return line;
}

function readHost(text: string): Read<string> {
  const allowed = ["crm.example.com", "*.example.com"];
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/|\*?@)/, "")
    .replace(/\/$/, "");
  if (/^(?:\*\.)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u.test(host)) return { ok: true, value: host };
  const nearest = /^\*?\.?([\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+)(?=[:/]|$)/u.exec(host)?.[1] ?? null;
  return refusal("not a host", allowed, nearest);
}

function readShipped(text: string): Read<string> {
  const shipped = Object.values(SHIPPED_WORDS).flat();
  const found = shipped.find((word) => word.toLowerCase() === text.trim().toLowerCase());
  if (found !== undefined) return { ok: true, value: found };
  const nearest = shipped.find((word) => word.replace("*", "") === text.trim()) ?? nearestWord(text.trim(), shipped);
  return refusal("not a word of the shipped list", ["renewal*", "ARR"], nearest);
}
