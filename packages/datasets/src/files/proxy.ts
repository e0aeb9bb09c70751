import type { EnvHttpProxyAgent } from 'undici';
import { requirePackage } from './nodeFiles.js';

/** What downloads go through. */
export interface Connection {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** What is used of the package `undici`, which Node's own `fetch` is made of. */
interface Undici {
  readonly fetch: (url: string, init: object) => Promise<Response>;
  readonly EnvHttpProxyAgent: typeof EnvHttpProxyAgent;
}

/**
 * The way to the network that the environment names: `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`,
 * also in small letters. Bun and Deno know them; Node does not, and gets them from undici.
 *
 * @throws Error if a proxy is named and undici is not there.
 */
export function openConnection(): Connection {
  if (!isNode() || !PROXIES.some((name) => process.env[name])) {
    return { fetch, close: () => Promise.resolve() };
  }
  const undici = requirePackage('undici') as Undici | undefined;
  if (!undici) {
    throw new Error('HTTP_PROXY and HTTPS_PROXY need the package undici: run npm install undici');
  }
  const dispatcher = new undici.EnvHttpProxyAgent({ proxyTunnel: false });
  return {
    fetch: (url, init) => undici.fetch(url, { ...init, dispatcher }),
    close: () => dispatcher.destroy(),
  };
}

const PROXIES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'];

function isNode(): boolean {
  return typeof process !== 'undefined' && !('Bun' in globalThis) && !('Deno' in globalThis);
}
