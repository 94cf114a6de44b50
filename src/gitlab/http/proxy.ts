import { BlockList, isIP } from "node:net";
import type { Proxies, Proxy } from "../../config/environment/environment-proxy.ts";

/** The proxy through which an address is reached; null for none. Pure. */
export function proxyFor(url: URL, proxies: Proxies): Proxy | null {
  const proxy = url.protocol === "https:" ? proxies.https : proxies.http;
  return proxy === null || proxies.except.some((entry) => isExcepted(url, entry.toLowerCase())) ? null : proxy;
}

/**
 * Whether an entry of NO_PROXY speaks of this address: `*`, a host with or without the dot before it and with all below it,
 * an address, a network (`10.0.0.0/8`), each but a network with a port behind it or not.
 */
function isExcepted(url: URL, entry: string): boolean {
  if (entry === "*") return true;
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const network = /^\[?([\da-f.:]+)\]?\/(\d{1,3})$/.exec(entry);
  if (network !== null) return isInNetwork(host, network[1] ?? "", Number(network[2]));
  const [, name = "", port = ""] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
  if (port !== "" && port !== portOf(url)) return false;
  const suffix = name.replace(/^\*?\./, "").replace(/\.$/, "");
  if (suffix === "") return false;
  return host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`));
}

function portOf({ port, protocol }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" ? "443" : "80";
}

function isInNetwork(host: string, network: string, bits: number): boolean {
  const [kind, longest] = isIP(network) === 4 ? (["ipv4", 32] as const) : (["ipv6", 128] as const);
  if (isIP(host) === 0 || isIP(host) !== isIP(network) || bits > longest) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, kind);
  return list.check(host, kind);
}

/** What a proxy did instead of letting a request through; `status` is its answer, or null where it could not be reached. */
export class ProxyFailure extends Error {
  override readonly name = "ProxyFailure";
  readonly proxy: Proxy;
  readonly status: number | null;
  constructor(proxy: Proxy, status: number | null, options?: ErrorOptions) {
    super(status === null ? "the proxy cannot be reached" : `the proxy answered ${status}`, options);
    this.proxy = proxy;
    this.status = status;
  }
}
