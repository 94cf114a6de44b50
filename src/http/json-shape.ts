const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST] = [0x22, 0x5c, 0x5b, 0x5d];
const [OPEN_MAP, CLOSE_MAP, COMMA, COLON] = [0x7b, 0x7d, 0x2c, 0x3a];

/** Where a text stands in the bytes, its quotation marks included; `end` is what follows it. */
export interface TextPlace {
  readonly start: number;
  readonly end: number;
}

/** How a JSON text is built, counted while it is looked through piece by piece. */
export interface JsonShape {
  update(bytes: Uint8Array): void;
  /** Levels of nesting at the deepest place so far. */
  readonly deepest: number;
  /** Commas, colons and opening brackets outside of texts so far: no value comes without one of them. */
  readonly marks: number;
  /** Texts of more than `longBytes`, in order. */
  readonly long: readonly TextPlace[];
}

/** Begins to count. Needs no recursion and one step a byte, so neither depth nor length can hurt. */
export function createJsonShape(longBytes: number): JsonShape {
  const long: TextPlace[] = [];
  let [inText, escaped, start, offset, depth, deepest, marks] = [false, false, 0, 0, 0, 0, 0];
  const note = (byte: number | undefined, at: number): void => {
    if (byte === QUOTE) {
      inText = true;
      start = at;
    } else if (byte === COMMA || byte === COLON) marks += 1;
    else if (byte === OPEN_MAP || byte === OPEN_LIST) {
      marks += 1;
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (byte === CLOSE_MAP || byte === CLOSE_LIST) depth -= 1;
  };
  const endText = (end: number): void => {
    inText = false;
    if (end - start > longBytes) long.push({ start, end });
  };
  return {
    update(bytes) {
      for (let index = 0; index < bytes.length; index += 1) {
        const byte = bytes[index];
        if (!inText) note(byte, offset + index);
        else if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) endText(offset + index + 1);
      }
      offset += bytes.length;
    },
    get deepest() {
      return deepest;
    },
    get marks() {
      return marks;
    },
    long,
  };
}
