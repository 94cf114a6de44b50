import type { LabelLine, MarkdownDocument } from "./types.ts";

/**
 * What holds below a label of a document, by all labels before it, from `begin`: `follow` says what one of them makes of
 * what held before. Each label is followed once, so that time is linear over all of them.
 */
export function followLabels<State>(
  { findings }: MarkdownDocument,
  label: LabelLine | null,
  begin: State,
  follow: (state: State, label: LabelLine) => State,
): State {
  const known = findings.about<LabelLine, State>(follow);
  const path: LabelLine[] = [];
  let at = label;
  for (; at !== null && !known.has(at); at = at.before) path.push(at);
  let state = at === null ? begin : (known.get(at) as State);
  for (const one of path.reverse()) {
    state = follow(state, one);
    known.set(one, state);
  }
  return state;
}
