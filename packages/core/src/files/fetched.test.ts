import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchFromFolder } from './fetched.js';

const answers: Record<string, RequestListener> = {
  '/model/good': (_, response) => response.end('0123456789'),
  '/model/untold': (_, response) => {
    response.write('01234');
    response.end('56789');
  },
  '/model/endless': (_, response) => {
    const more = () => response.writable && response.write('0'.repeat(10_000), more);
    more();
  },
  '/model/silent': (_, response) => response.write('0'),
  '/model/dripping': (_, response) => {
    const drops = setInterval(() => response.write('0'), 10);
    response.on('close', () => clearInterval(drops));
  },
  '/model/busy': (_, response) => response.writeHead(503).end(),
};

let server: Server;
let folder: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answers[request.url!] as RequestListener | undefined;
    if (answer) answer(request, response);
    else response.writeHead(404, 'Not Found').end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  folder = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

it.each(['good', 'untold'])('fetches a file whose length is %s', async (name) => {
  expect(await fetchFromFolder(folder, name, { maximumBytes: 10 })).toEqual(
    new TextEncoder().encode('0123456789'),
  );
});

it.each([
  ['missing', 'the server answers: HTTP 404 Not Found'],
  ['busy', 'the server answers: HTTP 503 Service Unavailable'],
  ['good', 'the server answers: 10 bytes or more, but at most 9 are taken'],
  ['untold', 'the server answers: 10 bytes or more, but at most 9 are taken'],
  ['endless', 'or more, but at most 9 are taken'],
])('refuses %s: %s', async (name, message) => {
  const fetched = fetchFromFolder(folder, name, { maximumBytes: 9 });
  await expect(fetched).rejects.toThrow(`could not fetch ${folder}/${name}: `);
  await expect(fetched).rejects.toThrow(message);
});

it.each(['silent', 'dripping'])('gives a %s server up', async (name) => {
  await expect(fetchFromFolder(folder, name, { patience: 150 })).rejects.toThrow(
    /bytes within 0\.15 s$/,
  );
});

it('says when there is no server', async () => {
  await expect(fetchFromFolder('http://127.0.0.1:1', 'x')).rejects.toThrow(
    'could not fetch http://127.0.0.1:1/x: the server cannot be reached',
  );
});
