import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { pipeline } from "node:stream";
import type { Proxies, Proxy } from "../../config/environment/environment-proxy.ts";
import { isNamed } from "../../domain/errors.ts";
import { isConnecting } from "./network-failure.ts";
import { ProxyFailure, proxyFor } from "./proxy.ts";
import type { HeaderReader, Transport, TransportRequest } from "./transport.ts";

/**
 * The transport of Node's own http and https modules, with its global agents unless a proxy is on the way: connections are
 * kept, and what Node's variables say of certificates (`NODE_EXTRA_CA_CERTS`) holds.
 *
 * Not fetch: its first use costs a short command more processor time than all else it loads (measured on Node 20: 200 ms
 * for fetch, 15 ms for this).
 */
export function httpTransport(proxies: Proxies | null): Transport {
  // As Node's own: one for each protocol, so that connections are kept and found again.
  const agents = new Map<string, Promise<Agent>>();
  const agentOf: AgentOf = (proxy, protocol) => {
    // Loaded only here, with its libraries: most networks have no proxy.
    const open = async (): Promise<Agent> =>
      (await import("./proxy-agent.ts")).openProxyAgent(proxy, protocol === "https:");
    const agent = agents.get(protocol) ?? open();
    agents.set(protocol, agent);
    return agent;
  };
  return async (request) => {
    const proxy = proxies === null ? null : proxyFor(request.url, proxies);
    const response = await (proxy === null ? sendRequest(request) : sendThrough(proxy, request, agentOf));
    const { statusCode = 0, headers } = response;
    const body = headers["content-encoding"] === "gzip" ? await gunzip(response) : response;
    return { status: statusCode, headers: readerOf(headers), body, discard: () => void response.resume() };
  };
}

type AgentOf = (proxy: Proxy, protocol: string) => Promise<Agent>;

/** @throws ProxyFailure where the proxy cannot be reached, or does not let the request through. */
async function sendThrough(proxy: Proxy, request: TransportRequest, agentOf: AgentOf): Promise<IncomingMessage> {
  const isTunnel = request.url.protocol === "https:";
  const way: { request: ClientRequest | null; opened: number | null } = { request: null, opened: null };
  const watch = (sending: ClientRequest): void => {
    way.request = sending;
    sending.on("proxyConnect", ({ statusCode }: { readonly statusCode: number }) => {
      way.opened = statusCode;
    });
  };
  // A connection that was kept has its tunnel already.
  const isOpen = (): boolean => way.opened === 200 || way.request?.reusedSocket === true;
  try {
    const response = await sendRequest(request, { agent: await agentOf(proxy, request.url.protocol), watch });
    // Where the proxy opens no tunnel, or there is none, its answer looks like GitLab's. 407 is a proxy's alone.
    const isProxys = isTunnel ? !isOpen() : response.statusCode === 407;
    if (!isProxys) return response;
    response.destroy();
    throw new ProxyFailure(proxy, response.statusCode ?? null);
  } catch (error) {
    if (isNamed<ProxyFailure>(error, "ProxyFailure")) throw error;
    const isProxys = isTunnel ? !isOpen() : isConnecting(error);
    throw isProxys ? new ProxyFailure(proxy, way.opened, { cause: error }) : error;
  }
}

interface Through {
  readonly agent: Agent;
  /** Gets the request before anything is sent. */
  readonly watch: (sending: ClientRequest) => void;
}

async function sendRequest(
  { method, url, headers, body, signal }: TransportRequest,
  through: Through | null = null,
): Promise<IncomingMessage> {
  const send = url.protocol === "https:" ? (await import("node:https")).request : httpRequest;
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = { method, signal, headers: { "accept-encoding": "gzip", ...headers, ...length } };
    const sending = send(url, through === null ? options : { ...options, agent: through.agent }, resolve);
    through?.watch(sending);
    sending.on("error", reject).end(body ?? undefined);
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
