/** Named characters that may be a box's blank or its brackets. What others stand for makes no difference here. */
const named: Readonly<Record<string, string>> = {
  nbsp: "\u00A0",
  NonBreakingSpace: "\u00A0",
  Tab: "\t",
  NewLine: "\n",
  ensp: "\u2002",
  emsp: "\u2003",
  emsp13: "\u2004",
  emsp14: "\u2005",
  numsp: "\u2007",
  puncsp: "\u2008",
  thinsp: "\u2009",
  ThinSpace: "\u2009",
  hairsp: "\u200A",
  VeryThinSpace: "\u200A",
  MediumSpace: "\u205F",
  lsqb: "[",
  lbrack: "[",
  rsqb: "]",
  rbrack: "]",
};

/** The entity that begins at an offset: what it stands for and its length; null when none that matters does. */
export function readEntity(text: string, start: number): { readonly char: string; readonly length: number } | null {
  const entity = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));/y;
  entity.lastIndex = start;
  const found = entity.exec(text);
  if (found === null) return null;
  const [all, decimal, hex, name] = found;
  if (name !== undefined) {
    const char = Object.hasOwn(named, name) ? named[name] : undefined;
    return char === undefined ? null : { char, length: all.length };
  }
  const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
  const isCharacter = code > 0 && code < 0x110000 && !(code >= 0xd800 && code <= 0xe000);
  return { char: isCharacter ? String.fromCodePoint(code) : "\uFFFD", length: all.length };
}
