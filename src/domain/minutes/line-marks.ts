import { isStillOpen, namesEarlier } from "./other-calls.ts";

/** What a marked line of minutes says of itself. */
export type MarkKind = "decision" | "question" | "answer" | "action" | "next-call";

/** Words that tell the kind of a line, before a colon, in the languages that people take minutes in. */
const WORDS: Readonly<Record<MarkKind, string>> = {
  decision: [
    "(?:(?:key|final|main|our|group|team) )?decisions?(?: ?/ ?(?:resolutions?|outcomes?|agreements?))?(?: (?:made|taken|reached)(?: by [^:：\\n]{1,30})?)?|resolutions?(?: ?/ ?decisions?)?",
    "decided|resolved|agreed|agreements?|we(?: have)? (?:decided|agreed)",
    "entscheidung(?:en)?(?: getroffen)?|entschieden|beschlu(?:ss|ß)|beschlüsse|beschlossen|vereinbart|vereinbarung(?:en)?|festgelegt|festlegung(?:en)?",
    "décisions?(?: (?:prises?|finales?))?|décidé|résolutions?|convenu|decisi[óo]n(?:es)?(?: tomadas?)?|decidido|resoluci[óo]n(?:es)?|acuerdos?|acordado",
    "decis(?:ão|ões)(?: tomadas?)?|resolu(?:ção|ções)|decision[ei]|deciso|besluit(?:en)?|besloten|beslissing(?:en)?|afgesproken",
    "決定(?:事項|内容)?|決議(?:事項)?|合意(?:事項)?|决定|结论|결정(?: ?사항)?",
  ].join("|"),
  question:
    "(?:open )?questions?|q(?! ?\\d)|(?:offene )?fragen?|preguntas?|perguntas?|vraag|vragen|domand[ae]|質問|問い|问题|질문",
  answer:
    "answers?|answered|a(?! ?\\d)|reply|antwort(?:en)?|réponses?|respuestas?|respostas?|antwoord(?:en)?|rispost[ae]|回答|答え|답변",
  action: [
    "action(?: (?:items?|points?|required|needed))?s?|actions|ai(?: |-)?#?\\d{1,3}|to-?dos?|tasks?|next (?:steps?|actions?)",
    "aufgaben?|aktion(?:en)?|ma(?:ß|ss)nahmen?|nächster? schritte?|action à mener|tâches?|à faire|acci(?:ón|ones)|tareas?|próximos pasos",
    "aç(?:ão|ões)|tarefas?|próximos passos|actie(?:s|punt(?:en)?)?|taak|taken|azion[ei]|アクション(?:アイテム)?|prochaines? étapes?|volgende stappen?|vervolgstappen|prossimi passi|タスク|宿題|次のステップ|行动项|下一步|待办",
  ].join("|"),
  "next-call": [
    "next (?:call|meeting)|nächste[rs]? (?:termin|call|besprechung|meeting)|prochain(?:e réunion| appel)",
    "próxima (?:reunión|llamada|reunião|chamada)|volgende (?:vergadering|call)|次回(?:会議)?",
  ].join("|"),
};

/** A blank within a line; French sets narrow ones before its colons. */
const BLANK = "[ \\t\\u00A0\\u202F\\u3000]";
const COLON = "[:：﹕︰]";
const SIGN =
  "\\p{Extended_Pictographic}\\u{FE0F}?|[→⇒➜➡▶►•·✓✔☑☞»–—>]|=>|->|:[a-z_]{2,40}:|\\[?\\d{1,2}[:.]\\d{2}\\]?(?: ?h| uhr)?";
/** What people set before the word: `✅ Decision:`, `→ Decision:`, `10:15 Decision:`. */
const SIGNS = `(?:(?:${SIGN})${BLANK}{0,3}){0,3}`;
/** A number, or somebody's name: `Decision 2 (Jane):`. */
const RATHER = `(?:${BLANK}?#?\\d{1,3})?(?:${BLANK}?\\([^()\\n]{1,60}\\))?`;
/** Whose it is: `Action for Bob:`. */
const WHOSE = `(?:${BLANK}(?:for|by|für|an|pour|para|voor)${BLANK}[^:：\\n]{1,30})?`;

interface Form {
  readonly kind: MarkKind;
  readonly pattern: RegExp;
}

const KINDS = ["next-call", "decision", "question", "answer", "action"] as const;

/** Their groups: emphasis before the word, what stands between, emphasis behind it, and behind the sign. */
function forms(make: (words: string, kind: MarkKind) => readonly string[]): readonly Form[] {
  return KINDS.flatMap((kind) =>
    make(`(?:${WORDS[kind].replaceAll(" ", BLANK)})`, kind).map((form) => ({ kind, pattern: new RegExp(form, "iu") })),
  );
}

const TAG = "(?:<(?:b|strong|em|u)>)?";
const END_TAG = "(?:</(?:b|strong|em|u)>)?";
const MARKS = forms((words, kind) => [
  `^${SIGNS}([*_]{0,3})(?:(?:${SIGN})${BLANK}{0,3})?\`?${TAG}(${words}${RATHER}${kind === "action" ? WHOSE : ""})\`?([*_]{0,3})${BLANK}{0,3}${COLON}\`?${END_TAG}${BLANK}{0,9}([*_]{0,3})${BLANK}{0,9}`,
  ...(kind === "answer" || kind === "next-call"
    ? []
    : [
        // `[Decision] use it`, `【決定】使う`; what goes on with a bracket is a link.
        `^${SIGNS}([*_]{0,3})[[(【［「〔](${words}${RATHER})[\\])】］」〕]([*_]{0,3})(?![[(])${COLON}?${BLANK}{0,9}()`,
      ]),
  ...(kind === "decision"
    ? [
        `^${SIGNS}([*_]{0,3})(${words})([*_]{0,3})${BLANK}{1,3}(?:--?|[–—])${BLANK}{1,9}()`,
        // `**Decision** use it`
        `^${SIGNS}((?:\\*\\*|__))(${words})((?:\\*\\*|__))${BLANK}{1,9}()(?=[\\p{L}\\p{N}])`,
      ]
    : []),
]);
/** `DECISION we go`, and not `DECISION NEEDED`, which none was. */
const DECISION_IN_CAPITALS =
  /^([*_]{0,3})(DECISION)([*_]{0,3})(?![A-Za-z]|[ \t–—-]*(?:NEEDED|REQUIRED|REQUESTED|PENDING|OPEN|TO BE|LOG|MAKERS?|BY|POINTS?)(?![A-Za-z]))[ \t–—-]*()/;

const ACTION_IN_CAPITALS =
  /^([*_]{0,3})((?:ACTION(?: ITEM)?|TODO))([*_]{0,3})[ \t]*(?:[–—-][ \t]+)?(?=[\p{L}@])(?<=[ \t])/u;
/** A box that GitLab shows as text: `☐`, `- []`, `［ ］`, `[ ]` without a bullet. */
const LOOSE_BOX =
  /^(?:-(?=\\?\[))?(?:[☐□▢⬜◻◽❏❑❐🔲]\u{FE0F}?|\\?\[[ \t\u00A0_]{0,2}\\?\](?![([:])|［[ \u3000]?］|【[ \u3000]?】|〔[ \u3000]?〕)[ \t\u00A0\u3000]{0,4}/u;

/** `Resolution: 1920x1080`, `Resolution: fixed`: not of the meeting, but of a screen or of a ticket. */
const OF_A_THING =
  /^(?:\d|[#!~≥>]|https?:|(?:ticket|issue|bug|incident|case|yes|no|full ?hd|u?hd|[48]k|qhd|wqxga|dpi|high|low|higher|lower|medium|fixed|done|closed|resolved|duplicate|won.?t (?:fix|do)|will not fix|cannot reproduce|works as designed|by design|workaround|dns|hours?|same day)(?!\p{L}))/iu;
const OF_A_SCREEN = /(?<![\p{L}\p{N}])(?:\d{3,5} ?[x×] ?\d{3,5}|\d+ ?(?:dpi|ppi|px|pixels?|mp|fps))(?![\p{L}\p{N}])/iu;

/** What says that nothing was decided, alone or with when it will be: `pending`, `postponed to the next call`. */
const NOT_YET =
  /^(?:still |noch |it is )?(?:pending|open|deferred|postponed|needed|required|undecided|not (?:yet )?(?:made|taken|decided|reached)|no decision(?: yet)?|none(?: yet)?|awaiting|waiting|to be (?:made|taken|decided|confirmed|discussed|determined)|ausstehend|offen|vertagt|verschoben|keine|en attente|reportée?|aucune|pendiente|aplazada|ninguna|pendente|adiada|nenhuma|uitgesteld|open|geen|未定|保留|検討中)(?=$|[ \t]*[.,;:!()–—-]|[ \t]+(?:until|till|for now|to|next|by|on|yet|bis|jusqu|hasta|até|tot)(?![\p{L}]))/iu;
/** ToldAction of again, not decided today. */
const FROM_EARLIER =
  /\((?:from |of |at |in |as of )?(?:the |our )?(?:last|previous|prior) (?:call|meeting|time|session|week|sync)\)[\s.*_]*$/iu;
const DAY_ALONE =
  /^(?:by |on )?(?:\p{L}{2,9},? )?(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.? ?\p{L}{3,9}(?: \d{4})?|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|(?:last|previous|next|this) \p{L}{3,8})[.)]?$/iu;

/** What a line says of its own kind, and the parts of it. */
export interface Mark {
  readonly kind: MarkKind;
  /** Characters of all that stands before what it says. */
  readonly length: number;
  /** Emphasis before the word, behind it, and before what it says. */
  readonly open: string;
  readonly close: string;
  readonly late: string;
}

function isRefused(kind: MarkKind, word: string, rest: string): boolean {
  if (kind !== "decision") return false;
  const head = word.toLowerCase();
  const said = rest
    .slice(0, 300)
    .replace(/^[*_]+/, "")
    .trim();
  if (/resol[uv]/.test(head) && !/decision/.test(head) && (OF_A_THING.test(said) || OF_A_SCREEN.test(said)))
    return true;
  return (
    isStillOpen(head) || namesEarlier(head) || NOT_YET.test(said) || FROM_EARLIER.test(said) || DAY_ALONE.test(said)
  );
}

/** A form whose words are all capitals, or a box, where no colon says more. */
function plainMark(line: string): Mark | null {
  const found = (
    [
      ["decision", DECISION_IN_CAPITALS],
      ["action", ACTION_IN_CAPITALS],
      ["action", LOOSE_BOX],
    ] as const
  ).find(([, pattern]) => pattern.test(line));
  if (found === undefined) return null;
  const [kind, pattern] = found;
  const [all = "", open = "", , close = ""] = pattern.exec(line) ?? [];
  return isRefused(kind, "", line.slice(all.length)) ? null : { kind, length: all.length, open, close, late: "" };
}

/** Returns the mark that a line begins with, or null. */
export function markOf(line: string): Mark | null {
  const text = line.slice(0, 400);
  for (const { kind, pattern } of MARKS) {
    const [all, open = "", word = "", close = "", late = ""] = pattern.exec(text) ?? [];
    if (all === undefined) continue;
    return isRefused(kind, word, line.slice(all.length)) ? null : { kind, length: all.length, open, close, late };
  }
  return plainMark(text);
}
