import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { renderReferenceDocument, renderSchemaDocument } from "./documents.ts";

// Run by `npm run docs`: brings the two documents made from the schema up to date.
const docs = new URL("../../docs/", import.meta.url);
const reference = new URL("configuration.md", docs);

mkdirSync(new URL("schema/", docs), { recursive: true });
writeFileSync(new URL("schema/cadence.schema.json", docs), renderSchemaDocument());
writeFileSync(reference, renderReferenceDocument(readFileSync(reference, "utf8")));
