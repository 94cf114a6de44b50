import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGuard } from "../../../src/domain/guard/guard.ts";
import { SHIPPED_ADDRESSES, SHIPPED_WORDS } from "../../../src/domain/guard/shipped-words.ts";

const find = createGuard({ words: Object.values(SHIPPED_WORDS).flat(), addresses: SHIPPED_ADDRESSES });

/** Letters of a marked word by others that look alike; written out here, not taken from the table under test. */
const CYRILLIC: Readonly<Record<string, string>> = { a: "а", c: "с", e: "е", h: "һ", i: "і", l: "ӏ", o: "о", p: "р" };
const GREEK: Readonly<Record<string, string>> = {
  a: "α",
  i: "ι",
  n: "η",
  o: "ο",
  p: "ρ",
  u: "υ",
  A: "Α",
  T: "Τ",
  N: "Ν",
};
const SMALL_CAPITALS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ", (letter, at) => ["abcdefghijklmnopqrstuvw"[at] ?? "", letter]),
);

/** By its code, of the block in which capitals begin at `first`. */
function inBlock(first: number) {
  return (letter: string) => String.fromCodePoint(first + letter.toUpperCase().charCodeAt(0) - 65);
}

const letterwise: readonly ((letter: string) => string)[] = [
  (letter) => CYRILLIC[letter] ?? letter,
  (letter) => GREEK[letter] ?? letter,
  (letter) => SMALL_CAPITALS[letter.toLowerCase()] ?? letter,
  inBlock(0x1f150),
  inBlock(0x1f170),
  inBlock(0x1d400),
  inBlock(0xff21),
  (letter) => `&#${letter.charCodeAt(0)};`,
  (letter) => `&#x${letter.charCodeAt(0).toString(16)};`,
  (letter) => `${letter}\u0301`,
];

/** Around some letters of a word, in the middle of it or at its ends. */
const marks: readonly (readonly [string, string])[] = [
  ["**", "**"],
  ["_", "_"],
  ["~~", "~~"],
  ["`", "`"],
  ["<b>", "</b>"],
  ['<span title="a>b">', "</span>"],
  ["{+", "+}"],
  ["{- ", " -}"],
  ["[+", "+]"],
  ["[- ", "-]"],
  ["<!-- x -->", ""],
  ["", "\u200b"],
  ["\u00ad", ""],
  ["&shy;", ""],
];

const places: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => `a risk: ${word}, said (Ann)`,
  (word) => `- a\n  - ${word}\n- c`,
  (word) => `| a | b |\n| - | - |\n| 1 | ${word} |`,
  (word) => `> a\n> ${word}`,
  (word) => `**${word}**`,
  (word) => `[${word}](https://a.example)`,
  (word) => `<details><summary>${word}</summary>a</details>`,
  (word) => `Tuesday {+ new +} ${word}`,
  (word) => `Über die ${word}-Frage`,
  (word) => `\u201e${word}\u201c`,
];

const WORDS = ["churn", "Churned", "renewal", "upsell", "ARR", "CTA", "attrition", "health score"];

describe("a marked word in disguise", () => {
  it.each([
    ["ᴄʜᴜʀɴ", ["churn*"]],
    ["ᴀʀʀ 120k", ["ARR"]],
    ["сhurn", ["churn*"]],
    ["the СТА of today", ["CTA"]],
    ["the ϹΤΑ of today", ["CTA"]],
    ["upѕell", ["upsell*"]],
    ["{- ch -}urn", ["churn*"]],
    ["{+churn+}", ["churn*"]],
    ["[-ch-]urn", ["churn*"]],
    ["ch[+ur+]n", ["churn*"]],
    ["🅒🅗🅤🅡🅝 🅲🆃🅰", ["churn*", "CTA"]],
    ["ⓒⓗⓤⓡⓝ", ["churn*"]],
  ])("%j holds %j", (text, found) => {
    expect([...find(text)].sort()).toEqual([...found].sort());
  });

  it("is found by any letter that is another one, with any mark around some of it, wherever it stands", () => {
    const disguise = fc.record({
      word: fc.constantFrom(...WORDS),
      by: fc.array(fc.constantFrom(...letterwise, null), { minLength: 14, maxLength: 14 }),
      mark: fc.constantFrom(...marks),
      from: fc.nat(14),
      length: fc.nat(14),
      place: fc.constantFrom(...places),
    });
    fc.assert(
      fc.property(disguise, ({ word, by, mark: [before, behind], from, length, place }) => {
        const letters = Array.from(word, (letter, at) => (letter === " " ? letter : (by[at]?.(letter) ?? letter)));
        const start = from % letters.length;
        const end = start + 1 + (length % (letters.length - start));
        const inside = letters.slice(start, end).join("");
        const shown = `${letters.slice(0, start).join("")}${before}${inside}${behind}${letters.slice(end).join("")}`;
        expect(find(place(shown)), place(shown)).not.toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("what is no marked word", () => {
  it.each([
    "СТА рублей не хватило, CSM в курсе",
    "около ста (СТА) по Цельсию",
    "СТА",
    "Η ΤΑ και ΤΑ, Γιώργος @bob",
    "{- old -} {+ new +} [-a-] [+b+] c++ -- [x] [-]",
    "🅰️ 🅱️ 🅾️ 🇦🇷🇷🇴",
    "σ = 0.1, α > β, Δt",
    "Łódź, İstanbul, Ørsted, Đà Nẵng, ħ",
  ])("%j holds none", (text) => {
    expect(find(text)).toEqual([]);
  });

  it.each([
    [
      "German",
      "Über die nächsten Schritte sprechen wir am Dienstag: Größe der Runner, Straße, Maßnahmen, Arrangement, Kirche, Kurs, Text, Erneuerbare Energien, Nutzung, Umstieg auf GitLab, CI/CD, Öffnungszeiten, „Plan B“, @bob prüft die Läufer, früh, spät, heute, morgen, Karriere, Charta, Churchill, ÄRGER",
    ],
    [
      "Russian",
      "Мы решили обновить раннеры до вторника: Анна отправит отчёт, около ста строк, стоит, сто, ста, СТА, СТО, РОСТ, рост, карта, старт, срок, сроки, Тест, ТЕСТ, АРА, обсудить лицензии, следующий звонок, вход через LDAP, отдел продаж, CI, Москва, который, хорошо, нет, ещё, это",
    ],
    [
      "Greek",
      "Συμφωνήσαμε να αναβαθμίσουμε τους runners έως την Τρίτη: η Άννα στέλνει το αρχείο, ΤΑ, ΤΟ, ΑΡΑ, τα, το, κατά, χωρίς, ανά, υπέρ, άρα, άτομα, ρυθμός, επόμενη κλήση, πρόσβαση μέσω LDAP, CI, Αθήνα, ναι, όχι, ΟΧΙ, ΝΑΙ, εκατό",
    ],
    [
      "Turkish, Polish and Vietnamese",
      "Toplantı salı günü: sınır, ışık, İzmir, çağrı, yarın; Łukasz wyśle plik, źródło, żądanie, rok, częściowo; Đặng gửi tệp, đường, được, không, cuộc họp",
    ],
  ])("ordinary %s text in any order is not marked", (_language, text) => {
    const words = text.split(" ");
    const sentence = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((some) => some.join(" "));
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 3 }), (sentences) => {
        // A sentence of the language, as each passage of it is.
        expect(find([words.slice(0, 6).join(" "), ...sentences].join(". "))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
