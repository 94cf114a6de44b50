/** What was found out about a document and its parts, kept as long as the document: thousands of items ask the same. */
export class Findings {
  readonly #answers = new Map<unknown, Map<object, unknown>>();

  /** What `find` says of a part of the document. It must be one function of a module, whose answer never changes. */
  of<Part extends object, Found>(part: Part, find: (part: Part) => Found): Found {
    const known = this.about<Part, Found>(find);
    const before = known.get(part);
    if (before !== undefined || known.has(part)) return before as Found;
    const found = find(part);
    known.set(part, found);
    return found;
  }

  /** The answers to one question so far, by part. */
  about<Part extends object, Found>(question: unknown): Map<Part, Found> {
    const known = this.#answers.get(question) ?? new Map<object, unknown>();
    this.#answers.set(question, known);
    return known as Map<Part, Found>;
  }
}
