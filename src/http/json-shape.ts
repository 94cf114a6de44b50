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
  const state = { inText: false, escaped: false, start: 0, offset: 0, depth: 0, deepest: 0, marks: 0 };
  return {
    update(bytes) {
      // As variables of its own: each webhook comes through here, byte by byte.
      let { inText, escaped, start, depth, deepest, marks } = state;
      const { offset } = state;
      for (let index = 0; index < bytes.length; index += 1) {
        const byte = bytes[index];
        if (inText) {
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) {
            inText = false;
            const end = offset + index + 1;
            if (end - start > longBytes) long.push({ start, end });
          }
        } else if (byte === QUOTE) {
          inText = true;
          start = offset + index;
        } else if (byte === COMMA || byte === COLON) marks += 1;
        else if (byte === OPEN_MAP || byte === OPEN_LIST) {
          marks += 1;
          depth += 1;
          if (depth > deepest) deepest = depth;
        } else if (byte === CLOSE_MAP || byte === CLOSE_LIST) depth -= 1;
      }
      Object.assign(state, { inText, escaped, start, depth, deepest, marks, offset: offset + bytes.length });
    },
    get deepest() {
      return state.deepest;
    },
    get marks() {
      return state.marks;
    },
    long,
  };
}
