import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/domain/errors.ts";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { silent } from "./places.ts";

describe("the address of the queue", () => {
  it.each([
    ["another scheme", "https://someone:s3cret@queue.example"],
    ["no URL", "someone:s3cret@queue example"],
    ["a host alone", "localhost"],
  ])("%s is refused with what may stand there, and no password is said", async (_name, url) => {
    const error: unknown = await openBackend({ url, directory: "", log: silent }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain("redis://");
    expect(String(error)).not.toContain("s3cret");
  });

  it.each(["a-b", "", 'x"; DROP SCHEMA public', "{a}"])("the prefix %j is refused", async (prefix) => {
    await expect(openBackend({ url: null, directory: "", prefix, log: silent })).rejects.toBeInstanceOf(ConfigError);
  });
});
