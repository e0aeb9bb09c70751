import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { download } from './download.js';

/** What the proxy was asked for. */
let asked: string[];
let proxy: Server;
let origin: Server;

const listen = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const close = (server: Server) => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};

beforeEach(() => {
  asked = [];
  origin = createServer((_, response) => response.end('numbers'));
  proxy = createServer((incoming, response) => {
    asked.push(incoming.url!);
    request(incoming.url!, (answer) => answer.pipe(response)).end();
  });
  proxy.on('connect', (incoming, socket) => {
    asked.push(`tunnel to ${incoming.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, undefined);
    vi.stubEnv(name.toLowerCase(), undefined);
  }
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await close(proxy);
  await close(origin);
});

const fetched = async (...mirrors: string[]) =>
  new TextDecoder().decode(await download({ name: 'numbers', mirrors }, { rounds: 1 }));

it.each(['HTTP_PROXY', 'http_proxy'])('downloads through the proxy of %s', async (name) => {
  vi.stubEnv(name, await listen(proxy));
  const url = `${await listen(origin)}/file`;
  expect(await fetched(url)).toBe('numbers');
  expect(asked).toEqual([url]);
});

it('asks the proxy of HTTPS_PROXY for a tunnel', async () => {
  vi.stubEnv('HTTPS_PROXY', await listen(proxy));
  await expect(fetched('https://example.invalid/file')).rejects.toThrow(/example\.invalid.*403/);
  expect(asked).toEqual(['tunnel to example.invalid:443']);
});

it('leaves the proxy out for hosts of NO_PROXY, and where none is named', async () => {
  const url = await listen(origin);
  expect(await fetched(url)).toBe('numbers');
  vi.stubEnv('HTTP_PROXY', await listen(proxy));
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  expect(await fetched(url)).toBe('numbers');
  expect(asked).toEqual([]);
});
