import { describe, expect, it } from "vitest";
import { parseErrorText } from "../../../src/gitlab/errors/error-text.ts";

describe("parseErrorText", () => {
  it.each<[string, unknown, string | null]>([
    ["message", { message: "404 Project Not Found" }, "404 Project Not Found"],
    [
      "fields",
      { message: { title: ["is too long (maximum is 255 characters)", "is odd"] } },
      "title is too long (maximum is 255 characters), is odd",
    ],
    ["several fields", { message: { title: ["can't be blank"], base: ["no"] } }, "title can't be blank; no"],
    ["fields without a reason", { message: { title: [], base: null } }, null],
    [
      "application limit",
      { message: { error: "This endpoint has been requested too many times." } },
      "This endpoint has been requested too many times.",
    ],
    ["error", { error: "state does not have a valid value" }, "state does not have a valid value"],
    [
      "description before code",
      { error: "invalid_token", error_description: "Token is expired." },
      "Token is expired.",
    ],
    ["Ruby hash", { message: 'Note {:note=>["can\'t be blank"]}' }, "Note: note can't be blank"],
    [
      "Ruby hash with two keys",
      { message: '400 Bad request - {:title=>["is short"], :base=>["a", "b"]}' },
      "400 Bad request -: title is short; base a, b",
    ],
    ["Ruby hash of 3.4", { message: 'Note {note: ["can\'t be blank"]}' }, "Note: note can't be blank"],
    ["Ruby hash alone", { message: '{:title=>["is short"]}' }, "title is short"],
    ["braces that are no hash", { message: "expected {a=>b}" }, "expected {a=>b}"],
    ["plain text", "Retry later\n", "Retry later"],
    ["page", "<!DOCTYPE html><html><head><title>502 Bad\nGateway</title></head>", "502 Bad Gateway"],
    ["page without a title", "<html>", null],
    ["empty text", "", null],
    ["empty message", { message: " " }, null],
    ["array", ["x"], null],
    ["nothing", null, null],
    ["number", { message: 7 }, null],
    ["control characters and bidi marks", { message: "a\u001b[31m\u202eb\r\nc" }, "a [31m b c"],
    ["long text", { message: "x".repeat(400) }, `${"x".repeat(300)}…`],
  ])("%s", (_, body, text) => {
    expect(parseErrorText(body).text).toBe(text);
  });

  it.each([
    [{ message: "x" }, "api"],
    [{ error: "404 Not Found" }, "router"],
    [{ error: "insufficient_scope", error_description: "x" }, "router"],
    ["text", "other"],
    [[], "other"],
  ])("%j is said by %s", (body, speaker) => {
    expect(parseErrorText(body).speaker).toBe(speaker);
  });

  it("keeps codes, not sentences", () => {
    expect(parseErrorText({ error: "insufficient_scope" }).code).toBe("insufficient_scope");
    expect(parseErrorText({ error: "state does not have a valid value" }).code).toBeNull();
  });

  it("sees a captcha", () => {
    expect(parseErrorText({ needs_captcha_response: true, message: { error: "x" } }).captcha).toBe(true);
  });
});
