import * as z from "zod/mini";
import { ProjectFile } from "./project-file.ts";

/** The part of JSON Schema that the configuration's schema is made of. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: { readonly [key: string]: JsonSchema };
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * The JSON Schema of `.gitlab/cadence.yml`, for editors. Draft 7: the newest one that the YAML language server (VS Code,
 * GitLab's Web IDE, JetBrains, Neovim) reads without limits.
 */
export function projectConfigurationJsonSchema(): JsonSchema {
  return toConfigurationJsonSchema(ProjectFile());
}

/** The same for any schema of a file. */
export function toConfigurationJsonSchema(schema: z.ZodMiniType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: "input",
    target: "draft-07",
    reused: "inline",
    // Zod leaves them out where a value is transformed, since they could be meant for the result; ours are as written.
    override: ({ zodSchema, jsonSchema }) => {
      const { default: fallback, examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (fallback !== undefined) jsonSchema.default = fallback as typeof jsonSchema.default;
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  }) as JsonSchema;
}

/** The schemas a value at a path may follow: more than one where the file allows several forms. */
export function schemasAt(root: JsonSchema, path: readonly (string | number)[]): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>((found, step) => found.flatMap((schema) => below(schema, step)), [root]);
}

function below(schema: JsonSchema, step: string | number): readonly JsonSchema[] {
  const { properties, additionalProperties, items, anyOf = [] } = schema;
  const own = Object.hasOwn(properties ?? {}, step) ? properties?.[step] : additionalProperties;
  const here = typeof step === "number" ? items : own;
  return [...(typeof here === "object" ? [here] : []), ...anyOf.flatMap((form) => below(form, step))];
}
