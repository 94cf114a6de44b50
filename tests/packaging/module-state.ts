import { type Program, parseSync, visitorKeys } from "oxc-parser";

const MUTABLE = /^(?:Weak)?(?:Map|Set)$/;
const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*/g;
const READ_ONLY = /^(?:Readonly(?:Map|Set|Array)|readonly\b)/;
/** What makes something that remembers, by its name. */
const MAKER = /^(?:create|open|start)[A-Z]/;
const CHANGES = /^(?:push|unshift|splice|pop|shift|sort|reverse|fill|copyWithin|set|add|delete|clear)$/;
/** Functions that change their first argument. */
const CHANGES_FIRST =
  /^(?:Object\.(?:assign|define(?:Property|Properties)|setPrototypeOf)|Reflect\.(?:set|deleteProperty|defineProperty))$/;

/** Expressions whose value holds, or is, that of a part of theirs. */
const HOLDS_OTHERS = /^(?:(?:Object|Array|Conditional|Logical|Parenthesized|TS\w+)Expression|Property|SpreadElement)$/;

/** Any node of a syntax tree: what it holds is asked for by kind. */
interface TreeNode extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface FunctionNode extends TreeNode {
  readonly body: TreeNode;
}

const isNode = (value: unknown): value is TreeNode =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

const childrenOf = (node: TreeNode): readonly TreeNode[] =>
  (visitorKeys[node.type] ?? []).flatMap((key) => {
    const value = node[key];
    return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
  });

const isFunction = (node: TreeNode): node is FunctionNode =>
  /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type) && isNode(node["body"]);

/** All nodes below one, itself first; `enter` tells into which to go. */
function* below(node: TreeNode, enter: (node: TreeNode) => boolean = () => true): Generator<TreeNode> {
  yield node;
  for (const child of childrenOf(node)) if (enter(child)) yield* below(child, enter);
}

/** The names that a pattern binds. */
function namesIn(pattern: TreeNode): readonly string[] {
  if (pattern.type === "Identifier") return [String(pattern["name"])];
  if (pattern.type === "Property") return namesIn(pattern["value"] as TreeNode);
  if (pattern.type === "AssignmentPattern") return namesIn(pattern["left"] as TreeNode);
  return childrenOf(pattern).flatMap(namesIn);
}

/** What an expression changes, by the name of the variable that it begins with. */
function changedBy(node: TreeNode): string | null {
  const root = (target: TreeNode): string | null => {
    if (target.type === "MemberExpression") return root(target["object"] as TreeNode);
    if (/^(?:TS(?:As|NonNull|Satisfies)Expression|ParenthesizedExpression)$/.test(target.type))
      return root(target["expression"] as TreeNode);
    return target.type === "Identifier" ? String(target["name"]) : null;
  };
  // A pattern that looks where it is told (`lastIndex`) is set each time: nothing of it is left to the next call.
  const isPlace = (target: TreeNode): boolean =>
    isNode(target["property"]) && target["property"]["name"] === "lastIndex";
  if (node.type === "AssignmentExpression")
    return isPlace(node["left"] as TreeNode) ? null : root(node["left"] as TreeNode);
  if (node.type === "UpdateExpression") return root(node["argument"] as TreeNode);
  if (node.type === "UnaryExpression" && node["operator"] === "delete") return root(node["argument"] as TreeNode);
  if (node.type !== "CallExpression") return null;
  const callee = node["callee"] as TreeNode;
  if (callee.type !== "MemberExpression" || !isNode(callee["property"])) return null;
  const name = String(callee["property"]["name"]);
  const [first] = node["arguments"] as readonly TreeNode[];
  const owner = (callee["object"] as TreeNode)["name"];
  if (first !== undefined && CHANGES_FIRST.test(`${String(owner)}.${name}`)) return root(first);
  return CHANGES.test(name) ? root(callee["object"] as TreeNode) : null;
}

/** Whether what a function returns goes on changing what the function holds: two calls of one result share that. */
function remembers(made: FunctionNode): boolean {
  if (made["generator"] === true) return true;
  const isOwn = (node: TreeNode): boolean => !isFunction(node);
  if (!returnsFunctions(made, isOwn)) return false;
  const own = new Set<string>();
  const parameters = (made["params"] as readonly TreeNode[]).flatMap(namesIn);
  for (const name of parameters) own.add(name);
  for (const node of below(made.body, isOwn)) {
    if (node.type === "VariableDeclarator") for (const name of namesIn(node["id"] as TreeNode)) own.add(name);
  }
  const nested = [...below(made.body)].filter((node) => node !== made && isFunction(node)) as FunctionNode[];
  return nested.some((inner) => [...below(inner)].some((node) => own.has(changedBy(node) ?? "\0")));
}

/** Whether objects of a class have fields that its methods may change. */
function hasFields({ body }: TreeNode): boolean {
  const members = (body as TreeNode)["body"] as readonly TreeNode[];
  return members.some((one) => one.type === "PropertyDefinition" && one["static"] !== true && one["readonly"] !== true);
}

const hasFunctions = (node: TreeNode): boolean => [...below(node)].some(isFunction);

function returnsFunctions(made: FunctionNode, isOwn: (node: TreeNode) => boolean): boolean {
  const functions = new Set(
    [...below(made.body)].flatMap((node) => {
      if (node.type === "FunctionDeclaration") return namesIn(node["id"] as TreeNode);
      const value = node.type === "VariableDeclarator" ? node["init"] : null;
      const holds = isNode(value) && (isFunction(value) || value.type === "ObjectExpression") && hasFunctions(value);
      return holds ? namesIn(node["id"] as TreeNode) : [];
    }),
  );
  const gives = (value: unknown): boolean => {
    if (!isNode(value)) return false;
    if (isFunction(value) || value.type === "ClassExpression") return true;
    if (value.type === "Identifier") return functions.has(String(value["name"]));
    return HOLDS_OTHERS.test(value.type) && childrenOf(value).some(gives);
  };
  if (made["expression"] === true) return gives(made.body);
  return [...below(made.body, isOwn)].some((node) => node.type === "ReturnStatement" && gives(node["argument"]));
}

/** The functions of a module whose results remember: what they make may not be held by a module. */
export function makersIn(program: Program): readonly string[] {
  return (program.body as unknown as readonly TreeNode[]).flatMap((statement) => {
    const own = isNode(statement["declaration"]) ? statement["declaration"] : statement;
    if (own.type === "FunctionDeclaration" && isFunction(own) && remembers(own)) return namesIn(own["id"] as TreeNode);
    if (own.type === "ClassDeclaration" && isNode(own["id"]) && hasFields(own)) return namesIn(own["id"]);
    if (own.type !== "VariableDeclaration") return [];
    return (own["declarations"] as readonly TreeNode[]).flatMap(({ id, init }) =>
      isNode(init) && isFunction(init) && remembers(init) ? namesIn(id as TreeNode) : [],
    );
  });
}

/** What is made when a module is loaded and can be changed; `isReadOnly` where its type keeps others from doing so. */
function holdsState(value: TreeNode, makers: ReadonlySet<string>, isReadOnly: boolean): boolean {
  for (const node of below(value, (child) => !isFunction(child) && child.type !== "ClassBody")) {
    if (node.type !== "NewExpression" && node.type !== "CallExpression") continue;
    const written = node["callee"] as TreeNode;
    const callee = written.type === "ParenthesizedExpression" ? (written["expression"] as TreeNode) : written;
    if (isFunction(callee) && remembers(callee)) return true;
    const name = callee.type === "Identifier" ? String(callee["name"]) : "";
    if (node.type === "NewExpression" && MUTABLE.test(name) && !isReadOnly) return true;
    if (makers.has(name) || (node.type === "CallExpression" && MAKER.test(name))) return true;
  }
  return false;
}

/** The declarations of types, by name: what a type of that name lets be changed. */
export type TypeTexts = ReadonlyMap<string, string>;

/** The texts of the types that sources declare. */
export function typesIn(code: string, program: Program): readonly (readonly [string, string])[] {
  return (program.body as unknown as readonly TreeNode[]).flatMap((statement) => {
    const own = isNode(statement["declaration"]) ? statement["declaration"] : statement;
    if (own.type !== "TSInterfaceDeclaration" && own.type !== "TSTypeAliasDeclaration") return [];
    return namesIn(own["id"] as TreeNode).map(
      (name) => [name, code.slice(own.start, own.end).replace(COMMENTS, " ")] as const,
    );
  });
}

/** The maps and sets in a type, those in the types it names included: `ReadonlyMap`, `Set`. */
function mapsIn(type: string, types: TypeTexts, asked: Set<string> = new Set()): readonly string[] {
  const names = (type.match(/\b[A-Z]\w*/g) ?? []).filter((name) => !asked.has(name));
  for (const name of names) asked.add(name);
  const own = names.filter((name) => /^(?:Readonly|Weak)?(?:Map|Set)$/.test(name));
  return [...own, ...names.flatMap((name) => mapsIn(types.get(name) ?? "", types, asked))];
}

/** Whether a type keeps all maps and sets in it from being changed. */
function keepsFromChanging(type: string, types: TypeTexts): boolean {
  const maps = mapsIn(type, types);
  return maps.length > 0 && maps.every((name) => name.startsWith("Readonly"));
}

/** What all sources declare: exported names mean one thing each. */
export interface House {
  readonly makers: ReadonlySet<string>;
  readonly types: TypeTexts;
}

/** Names of what a module keeps from one call to the next: what is made again, can be changed, or is changed. */
export function stateOf(code: string, house?: House): readonly string[] {
  const { program, errors } = parseSync("module.ts", code);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  const { makers, types } = house ?? { makers: new Set(makersIn(program)), types: new Map(typesIn(code, program)) };
  const names = new Set<string>(["globalThis"]);
  const found = new Set<string>();
  const typeOf = (node: TreeNode): string => {
    const type = (node["typeAnnotation"] as { readonly typeAnnotation?: { start: number; end: number } } | null)
      ?.typeAnnotation;
    return type === undefined ? "" : code.slice(type.start, type.end);
  };
  const judge = (name: string, type: string, value: unknown): void => {
    if (!isNode(value)) return;
    const isReadOnly = keepsFromChanging(type, types);
    if (holdsState(value, makers, isReadOnly)) found.add(name);
    if (value.type === "ArrayExpression" && /\[\]$|^Array</.test(type) && !READ_ONLY.test(type)) found.add(name);
  };
  for (const statement of program.body as unknown as readonly TreeNode[]) {
    const own = isNode(statement["declaration"]) ? statement["declaration"] : statement;
    if (statement.type === "ExportDefaultDeclaration") judge("default", "", own);
    if (isNode(own["id"])) for (const name of namesIn(own["id"] as TreeNode)) names.add(name);
    if (own.type === "ImportDeclaration")
      for (const one of own["specifiers"] as readonly TreeNode[])
        for (const name of namesIn(one["local"] as TreeNode)) names.add(name);
    if (own.type === "ClassDeclaration") judgeClass(own);
    if (own.type !== "VariableDeclaration") continue;
    for (const { id, init } of own["declarations"] as readonly { id: TreeNode; init: unknown }[]) {
      for (const name of namesIn(id)) {
        names.add(name);
        if (own["kind"] !== "const") found.add(name);
        judge(name, typeOf(id), init);
      }
    }
  }
  function judgeClass(node: TreeNode): void {
    for (const member of (node["body"] as TreeNode)["body"] as readonly TreeNode[]) {
      if (member["static"] !== true || member.type !== "PropertyDefinition") continue;
      const key = String((member["key"] as TreeNode)["name"]);
      if (member["readonly"] !== true) found.add(key);
      judge(key, typeOf(member), member["value"]);
    }
  }
  for (const node of below(program as unknown as TreeNode)) {
    const changed = changedBy(node);
    if (changed !== null && names.has(changed)) found.add(changed);
  }
  return [...found];
}
