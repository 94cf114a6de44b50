import { describe, expect, it } from "vitest";
import { quietMentions } from "../../../src/domain/text-safety/index.ts";

describe("mentions of a template", () => {
  it.each([
    ["@bob and @all", "\\@bob and \\@all"],
    ["- @bob\n- (@team/sub)", "- \\@bob\n- (\\@team/sub)"],
    ["\\@bob", "\\@bob"],
    ["\\\\@bob", "\\\\\\@bob"],
    ["write to jane@example.com", "write to jane@example.com"],
    ["`@bob` is code, @sam is not", "`@bob` is code, \\@sam is not"],
    ["```\n@bob\n```\n@sam", "```\n@bob\n```\n\\@sam"],
    ["https://example.com/@bob/x", "https://example.com/@bob/x"],
    ["{{csm}} @", "{{csm}} @"],
  ])("%j", (before, after) => {
    expect(quietMentions(before)).toBe(after);
  });
});
