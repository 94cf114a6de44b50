import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

export type PostAnswer =
  | { readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly error: string };

/** Posts a body and waits for the whole answer; every failure is an answer too, none is thrown. */
export function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  options: { readonly timeoutMs: number; readonly verifyTls: boolean },
): Promise<PostAnswer> {
  return new Promise((resolve) => {
    let address: URL;
    try {
      address = new URL(url);
    } catch {
      resolve({ error: `invalid URL: ${url}` });
      return;
    }
    const send = address.protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(
      address,
      {
        method: "POST",
        headers: { ...headers, "Content-Length": Buffer.byteLength(body) },
        agent: false,
        ...(address.protocol === "https:" ? { rejectUnauthorized: options.verifyTls } : {}),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", (error) => finish({ error: error.message }));
        response.on("end", () => {
          const lines = Object.entries(response.headers).map(
            ([name, value]) => [name, String(value).slice(0, 1024)] as const,
          );
          finish({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString("utf8"),
            headers: Object.fromEntries(lines.slice(0, 50)),
          });
        });
      },
    );
    const timer = setTimeout(
      () => request.destroy(new Error("Net::ReadTimeout: execution expired")),
      options.timeoutMs,
    );
    const finish = (answer: PostAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    request.on("error", (error) => finish({ error: error.message || error.name }));
    request.end(body);
  });
}
