import { request as httpRequest, type IncomingMessage } from "node:http";
import { pipeline } from "node:stream";
import type { HeaderReader, Transport, TransportRequest } from "./transport.ts";

/**
 * The transport of Node's own http and https modules, with its global agents: connections are kept, and what Node's
 * variables say of certificates (`NODE_EXTRA_CA_CERTS`) and proxies holds.
 *
 * Not fetch: its first use costs a short command more processor time than all else it loads (measured on Node 20: 200 ms
 * for fetch, 15 ms for this).
 */
export const httpTransport: Transport = async (request) => {
  const response = await sendRequest(request);
  const { statusCode = 0, headers } = response;
  const body = headers["content-encoding"] === "gzip" ? await gunzip(response) : response;
  return { status: statusCode, headers: readerOf(headers), body, discard: () => void response.resume() };
};

async function sendRequest({ method, url, headers, body, signal }: TransportRequest): Promise<IncomingMessage> {
  const send = url.protocol === "https:" ? (await import("node:https")).request : httpRequest;
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = { method, signal, headers: { "accept-encoding": "gzip", ...headers, ...length } };
    send(url, options, resolve)
      .on("error", reject)
      .end(body ?? undefined);
  });
}

/** A page of issues is mostly text: packed it is a tenth. */
async function gunzip(response: IncomingMessage): Promise<AsyncIterable<Uint8Array>> {
  const { createGunzip } = await import("node:zlib");
  // Errors of both come out of the reading side, thus nothing is left to do here.
  return pipeline(response, createGunzip(), () => {});
}

function readerOf(headers: IncomingMessage["headers"]): HeaderReader {
  return {
    get: (name) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : String(value);
    },
  };
}
