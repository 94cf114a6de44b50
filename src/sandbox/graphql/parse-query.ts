/** A part of what a query asks for. */
export type Selection = FieldSelection | FragmentSelection;

export interface FieldSelection {
  readonly kind: "field";
  readonly name: string;
  /** The key in the answer: the alias, or the name. */
  readonly key: string;
  readonly arguments: ReadonlyMap<string, Value>;
  /** Null where nothing is asked for below it. */
  readonly selections: readonly Selection[] | null;
}

/** `... on WorkItem { }`: what is asked for of one type only. */
export interface FragmentSelection {
  readonly kind: "fragment";
  readonly on: string;
  readonly selections: readonly Selection[];
}

export type Value =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "plain"; readonly value: unknown }
  | { readonly kind: "list"; readonly values: readonly Value[] };

export interface Query {
  /** Types of its variables by name, as written. */
  readonly variables: ReadonlyMap<string, string>;
  readonly selections: readonly Selection[];
}

/** A text that is no query, or more of one than the sandbox plays. */
export class QueryError extends Error {
  override readonly name = "QueryError";
}

const TOKEN = /[\s,\uFEFF]+|#[^\n]*|(\.\.\.|[!$():=@[\]{|}&]|[_A-Za-z]\w*|-?\d+(?:\.\d+)?|"(?:[^"\\\n]|\\.)*")/gy;

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  if (end < text.length)
    throw new QueryError(`Expected something else than ${JSON.stringify(text.slice(end, end + 20))}`);
  return tokens;
}

/**
 * Reads a query with variables, aliases, arguments and inline fragments (GraphQL, October 2021).
 * @throws QueryError for what is none, and for mutations, named fragments, directives and input objects.
 */
export function parseQuery(text: string): Query {
  const tokens = tokensOf(text);
  const reader = new QueryReader(tokens);
  const variables = new Map<string, string>();
  if (reader.take("query")) {
    if (/^\w/.test(reader.next)) reader.name();
    if (reader.take("(")) while (!reader.take(")")) readVariable(reader, variables);
  }
  const selections = readSelections(reader);
  if (reader.next !== "") throw reader.unexpected();
  return { variables, selections };
}

class QueryReader {
  readonly #tokens: readonly string[];
  #at = 0;
  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  /** The token at hand, empty at the end. */
  get next(): string {
    return this.#tokens[this.#at] ?? "";
  }

  take(token: string): boolean {
    if (this.next !== token) return false;
    this.#at += 1;
    return true;
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.unexpected();
  }

  any(): string {
    if (this.next === "") throw this.unexpected();
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? "";
  }

  name(): string {
    if (!/^[_A-Za-z]/.test(this.next)) throw this.unexpected();
    return this.any();
  }

  unexpected(): QueryError {
    return new QueryError(
      this.next === "" ? "Unexpected end of document" : `Parse error on ${JSON.stringify(this.next)}`,
    );
  }
}

function readVariable(reader: QueryReader, variables: Map<string, string>): void {
  reader.expect("$");
  const name = reader.name();
  reader.expect(":");
  let type = "";
  while (/^(?:[[\]!]|[_A-Za-z].*)$/.test(reader.next)) type += reader.any();
  if (reader.next === "=") throw new QueryError("the sandbox plays no default values of variables");
  variables.set(name, type);
}

function readSelections(reader: QueryReader): readonly Selection[] {
  const selections: Selection[] = [];
  reader.expect("{");
  while (!reader.take("}")) {
    if (!reader.take("...")) selections.push(readField(reader));
    else {
      reader.expect("on");
      selections.push({ kind: "fragment", on: reader.name(), selections: readSelections(reader) });
    }
  }
  return selections;
}

function readField(reader: QueryReader): FieldSelection {
  const key = reader.name();
  const name = reader.take(":") ? reader.name() : key;
  const given = new Map<string, Value>();
  if (reader.take("(")) {
    while (!reader.take(")")) {
      const argument = reader.name();
      reader.expect(":");
      given.set(argument, readValue(reader));
    }
  }
  return {
    kind: "field",
    name,
    key,
    arguments: given,
    selections: reader.next === "{" ? readSelections(reader) : null,
  };
}

function readValue(reader: QueryReader): Value {
  if (reader.take("$")) return { kind: "variable", name: reader.name() };
  if (reader.take("[")) {
    const values: Value[] = [];
    while (!reader.take("]")) values.push(readValue(reader));
    return { kind: "list", values };
  }
  const token = reader.any();
  if (!/^["\w-]/.test(token)) throw reader.unexpected();
  const isJson = /^["\d-]/.test(token) || /^(?:true|false|null)$/.test(token);
  return { kind: "plain", value: isJson ? JSON.parse(token) : token };
}
