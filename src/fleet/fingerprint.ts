import { createHash } from "node:crypto";
import type { ProjectConfiguration } from "../config/resolve/types.ts";

const SERVICE = "service:";

/** Recognises the content of a configuration file. */
export function fingerprintOfFile(text: string): string {
  return `file:${digest(text)}`;
}

/** Recognises a configuration that the service has for a project without a file; null for none. */
export function fingerprintOfConfiguration(configuration: ProjectConfiguration | null): string | null {
  return configuration === null ? null : SERVICE + digest(JSON.stringify(configuration));
}

/** Whether a fingerprint is that of a project without a file. */
export function isWithoutFile(fingerprint: string | null): boolean {
  return fingerprint === null || fingerprint.startsWith(SERVICE);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
