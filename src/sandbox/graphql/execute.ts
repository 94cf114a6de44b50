import type { FieldSelection, Query, Selection, Value } from "./parse-query.ts";

/** A field of a type: what it takes, what it gives. Names and nullability as GitLab's schema has them. */
export interface Field<Context> {
  /** `String!`, `[WorkItem!]`; a name that is no type of the schema is a scalar. */
  readonly type: string;
  readonly arguments?: Readonly<Record<string, string>>;
  readonly resolve: (parent: never, given: Readonly<Record<string, unknown>>, context: Context) => unknown;
}

export interface Schema<Context> {
  readonly types: Readonly<Record<string, Readonly<Record<string, Field<Context>>>>>;
  /** Types by the interface that they implement; values of one name theirs as `kind`. */
  readonly interfaces: Readonly<Record<string, readonly string[]>>;
}

/** One refusal in graphql-ruby's words. */
export interface GraphqlError {
  readonly message: string;
  readonly path: readonly string[];
  readonly extensions: Readonly<Record<string, string>>;
}

function isScalar<Context>({ types, interfaces }: Schema<Context>, type: string): boolean {
  return !(type in types) && !(type in interfaces);
}

function bare(type: string): string {
  return type.replace(/[[\]!]/g, "");
}

/** What a schema says against a query; nothing where it can be answered. */
export function checkQuery<Context>(
  schema: Schema<Context>,
  query: Query,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphqlError[] {
  const missing = [...query.variables].filter(
    ([name, type]) => type.endsWith("!") && (variables[name] ?? null) === null,
  );
  if (missing.length > 0) {
    return missing.map(([name, type]) => ({
      message: `Variable $${name} of type ${type} was provided invalid value`,
      path: ["query"],
      extensions: { code: "invalidVariable" },
    }));
  }
  return checkSelections(schema, query, "Query", query.selections, ["query"]);
}

function checkSelections<Context>(
  schema: Schema<Context>,
  query: Query,
  type: string,
  selections: readonly Selection[],
  path: readonly string[],
): readonly GraphqlError[] {
  return selections.flatMap((selection): readonly GraphqlError[] => {
    if (selection.kind === "field") return checkField(schema, query, type, selection, [...path, selection.key]);
    const { on, selections: inner } = selection;
    const known = on in schema.types || on in schema.interfaces;
    if (known) return checkSelections(schema, query, on, inner, [...path, `... on ${on}`]);
    const message = `No such type ${on}, so it can't be a fragment condition`;
    return [{ message, path: [...path, `... on ${on}`], extensions: { code: "undefinedType", typeName: on } }];
  });
}

function checkField<Context>(
  schema: Schema<Context>,
  query: Query,
  type: string,
  selection: FieldSelection,
  path: readonly string[],
): readonly GraphqlError[] {
  const { name, selections } = selection;
  const refuse = (message: string, code: string): readonly GraphqlError[] => [
    { message, path, extensions: { code, typeName: type, fieldName: name } },
  ];
  if (name === "__typename") return [];
  const field = schema.types[type]?.[name];
  if (field === undefined) return refuse(`Field '${name}' doesn't exist on type '${type}'`, "undefinedField");
  const inner = bare(field.type);
  if (isScalar(schema, inner) && selections !== null) {
    return refuse(`Selections can't be made on scalars (field '${name}' returns ${inner})`, "selectionMismatch");
  }
  if (!isScalar(schema, inner) && selections === null) {
    return refuse(`Field must have selections (field '${name}' returns ${inner})`, "selectionMismatch");
  }
  const wrong = checkArguments(field, query, selection);
  if (wrong !== null) return refuse(...wrong);
  return selections === null ? [] : checkSelections(schema, query, inner, selections, path);
}

function checkArguments<Context>(
  field: Field<Context>,
  query: Query,
  { name, arguments: given }: FieldSelection,
): readonly [message: string, code: string] | null {
  const known = field.arguments ?? {};
  for (const [argument, value] of given) {
    const type = known[argument];
    if (type === undefined) return [`Field '${name}' doesn't accept argument '${argument}'`, "argumentNotAccepted"];
    const written = value.kind === "variable" ? query.variables.get(value.name) : type;
    if (written === undefined) return [`Variable $${String(argument)} is used but not declared`, "variableNotDefined"];
    if (written.replace(/!$/, "") !== type.replace(/!$/, "")) {
      return [
        `Type mismatch on variable $${argument} and argument ${argument} (${written} / ${type})`,
        "variableMismatch",
      ];
    }
  }
  const missing = Object.entries(known).filter(([argument, type]) => type.endsWith("!") && !given.has(argument));
  const names = missing.map(([argument]) => argument).join(", ");
  return missing.length === 0
    ? null
    : [`Field '${name}' is missing required arguments: ${names}`, "missingRequiredArguments"];
}

/** Answers a query that was found right. */
export function runQuery<Context>(
  schema: Schema<Context>,
  query: Query,
  variables: Readonly<Record<string, unknown>>,
  context: Context,
): Readonly<Record<string, unknown>> {
  const valueOf = (value: Value): unknown => {
    if (value.kind === "variable") return variables[value.name];
    return value.kind === "list" ? value.values.map(valueOf) : value.value;
  };
  const answer = (type: string, parent: unknown, selections: readonly Selection[]): Record<string, unknown> => {
    const own = nameOf(schema, type, parent);
    return Object.assign(
      {},
      ...selections.map((selection) => {
        if (selection.kind === "fragment") {
          const fits = selection.on === own || (schema.interfaces[selection.on]?.includes(own) ?? false);
          return fits ? answer(own, parent, selection.selections) : {};
        }
        const { name, key, selections: inner } = selection;
        if (name === "__typename") return { [key]: own };
        const field = schema.types[own]?.[name];
        const given = Object.fromEntries(
          [...selection.arguments].map(([argument, value]) => [argument, valueOf(value)]),
        );
        const found = field?.resolve(parent as never, given, context) ?? null;
        if (inner === null || found === null) return { [key]: found };
        const below = (one: unknown): unknown => answer(bare(field?.type ?? ""), one, inner);
        return { [key]: Array.isArray(found) ? found.map(below) : below(found) };
      }),
    );
  };
  return answer("Query", null, query.selections);
}

function nameOf<Context>(schema: Schema<Context>, type: string, value: unknown): string {
  return type in schema.interfaces ? (value as { readonly kind: string }).kind : type;
}
