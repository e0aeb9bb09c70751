import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { cached, download, DownloadError, sha256, type DownloadProgress } from './download.js';

const CONTENT = new TextEncoder().encode('some numbers '.repeat(5000));
const PACKED = gzipSync(CONTENT, { level: 0 });

let server: Server;
let requests: string[];
let busy: number;
let sum: string;

/** Each path is a way in which a mirror can behave. */
const answers: Record<string, RequestListener> = {
  '/good': (_, response) => response.end(PACKED),
  '/plain': (_, response) => response.end(CONTENT),
  '/other': (_, response) => response.end(gzipSync('another file')),
  '/short': (_, response) => response.end(PACKED.subarray(0, 5000)),
  '/broken-off': (_, response) => {
    response.writeHead(200, { 'content-length': PACKED.length });
    response.write(PACKED.subarray(0, 5000), () => response.destroy());
  },
  '/silent': (_, response) => response.write('1'),
  '/endless': (_, response) => {
    const more = () => response.writable && response.write(PACKED, more);
    more();
  },
  '/bomb': (_, response) => response.end(gzipSync(new Uint8Array(1e6))),
  '/coloured': (_, response) => {
    response.writeHead(404, 'Not \u009b31mFound').end();
  },
  '/dripping': (_, response) => {
    const drops = setInterval(() => response.write('1'), 10);
    response.on('close', () => clearInterval(drops));
  },
  '/busy': (_, response) => {
    busy--;
    if (busy < 0) response.end(PACKED);
    else response.writeHead(503).end();
  },
};

beforeAll(async () => {
  sum = await sha256(CONTENT);
  server = createServer((request, response) => {
    requests.push(request.url!);
    const answer = answers[request.url!] as RequestListener | undefined;
    if (answer) answer(request, response);
    else response.writeHead(404, 'Not Found').end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  requests = [];
  busy = 2;
});

const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const file = (...paths: string[]) => ({ name: 'numbers', mirrors: paths.map(url), sha256: sum });
const quick = { delay: 1 };

describe('download', () => {
  it('unpacks gzip, also of a server that sends the file plain', async () => {
    expect(Buffer.from(await download(file('/good'))).equals(CONTENT)).toBe(true);
    expect(Buffer.from(await download(file('/plain'))).equals(CONTENT)).toBe(true);
  });

  it('tells how far it is', async () => {
    const seen: DownloadProgress[] = [];
    await download(file('/good'), { onProgress: (progress) => seen.push(progress) });
    const received = seen.map((progress) => progress.received);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toEqual({
      file: 'numbers',
      url: url('/good'),
      received: PACKED.length,
      total: PACKED.length,
    });
  });

  it.each(['/missing', '/other', '/short'])('leaves %s for the next mirror', async (path) => {
    await download(file(path, '/good'), quick);
    expect(requests).toEqual([path, '/good']);
  });

  it('does not ask again where the answer is final', async () => {
    await expect(download(file('/missing', '/other', '/short'), quick)).rejects.toThrow(
      DownloadError,
    );
    expect(requests).toEqual(['/missing', '/other', '/short']);
  });

  it('asks again after a passing fault', async () => {
    await download(file('/busy'), quick);
    expect(requests).toEqual(['/busy', '/busy', '/busy']);
    busy = 2;
    await expect(download(file('/busy'), { ...quick, rounds: 2 })).rejects.toThrow(/HTTP 503/);
  });

  it('says what each mirror answered', async () => {
    const mirrors = file('/missing', '/other', '/short', '/broken-off');
    const fault: unknown = await download(mirrors, quick).catch((error: unknown) => error);
    const [first, ...lines] = (fault as Error).message.split('\n');
    expect(first).toBe('numbers could not be downloaded:');
    expect(lines[0]).toContain(`${url('/missing')}: HTTP 404 Not Found`);
    expect(lines[1]).toMatch(/other: SHA-256 is [0-9a-f]{64} instead of [0-9a-f]{64}$/);
    expect(lines[2]).toMatch(/short: numbers: expected a complete gzip file/);
    expect(lines[3]).toMatch(/broken-off: /);
    expect(requests.filter((path) => path === '/broken-off')).toHaveLength(3);
  });

  it('gives up a connection on which nothing comes', async () => {
    const options = { ...quick, rounds: 1, patience: 50 };
    await expect(download(file('/silent'), options)).rejects.toThrow(/only 1 bytes within 0\.05 s/);
    // A byte now and then keeps no connection open.
    await expect(download(file('/dripping'), options)).rejects.toThrow(/only \d bytes within/);
    await download(file('/good'), { ...options, pace: 0 });
  });

  it.each([
    ['/good', /65023 bytes or more, but at most 60000 are taken/],
    ['/endless', /bytes or more, but at most 60000 are taken/],
    ['/bomb', /expected at most 60000 bytes once it is unpacked/],
  ])('takes no more bytes than allowed of %s', async (path, message) => {
    const options = { ...quick, maximumBytes: 60_000 };
    await expect(download(file(path), options)).rejects.toThrow(message);
    const own = { ...file(path), maximumBytes: 60_000 };
    await expect(download(own, quick)).rejects.toThrow(message);
    expect(requests).toEqual([path, path]);
  });

  it('shows no codes that a terminal obeys', async () => {
    const fault = await download(file('/coloured'), quick).catch(String);
    expect(String(fault).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('names the reason when there is no network', async () => {
    const mirrors = { name: 'numbers', mirrors: ['http://127.0.0.1:1/numbers'] };
    await expect(download(mirrors, quick)).rejects.toThrow(
      /127\.0\.0\.1:1\/numbers: .*(ECONNREFUSED|bad port)/,
    );
  });

  it('can be stopped', async () => {
    const stop = new AbortController();
    const running = download(file('/silent'), { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await expect(running).rejects.toThrow('enough');
    expect(requests).toHaveLength(1);
  });

  it('refuses what a check refuses', async () => {
    const check = () => Promise.reject(new Error('not this one'));
    const mirrors = { name: 'numbers', mirrors: [url('/good')], check };
    await expect(download(mirrors, quick)).rejects.toThrow(/good: not this one/);
  });
});

describe('cached', () => {
  let cache: string;
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'cache-'));
    vi.stubEnv('AUTOENCODER_ZOO_CACHE', cache);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(cache, { recursive: true });
  });

  it('downloads once and keeps the unpacked file alone', async () => {
    const { path } = await cached('set', file('/good'));
    expect(path).toBe(join(cache, 'set', 'numbers'));
    expect((await readFile(path)).equals(CONTENT)).toBe(true);
    expect(await readdir(join(cache, 'set'))).toEqual(['numbers']);
    expect(Buffer.from((await cached('set', file('/good'))).bytes).equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(1);
  });

  it('takes a file that was placed by hand', async () => {
    await mkdir(join(cache, 'set'));
    await writeFile(join(cache, 'set', 'numbers.gz'), PACKED);
    expect(Buffer.from((await cached('set', file('/good'))).bytes).equals(CONTENT)).toBe(true);
    expect(requests).toEqual([]);
  });

  it('keeps nothing that is wrong, and says how to help oneself', async () => {
    const mirrors = { ...file('/other', '/broken-off'), hint: 'pass { folder }' };
    const place = join(cache, 'set');
    await expect(cached('set', mirrors, quick)).rejects.toThrow(
      `To provide it by hand, place numbers (or numbers.gz) in ${place}, or pass { folder }.`,
    );
    await expect(readdir(place)).rejects.toThrow(/ENOENT/);
  });

  it('reads nothing from the cache that is not the right file', async () => {
    await mkdir(join(cache, 'set'));
    const path = join(cache, 'set', 'numbers');
    await writeFile(path, CONTENT.with(0, 1));
    await expect(cached('set', file('/good'))).rejects.toThrow(
      /numbers: expected the file numbers, but found another one \(SHA-256 is .*delete it/,
    );
    const check = () => Promise.reject(new Error('not this one'));
    await expect(cached('set', { ...file(), sha256: undefined, check })).rejects.toThrow(
      /numbers: .*\(not this one\)/,
    );
    await rm(path);
    expect((await cached('set', file('/good'))).path).toBe(path);
    expect(requests).toHaveLength(1);
  });

  it('does not write through a link to nothing', async () => {
    await mkdir(join(cache, 'set'));
    await symlink(join(cache, 'elsewhere'), join(cache, 'set', 'numbers'));
    await expect(cached('set', file('/good'))).rejects.toThrow(
      /a link to a file that is not there/,
    );
    expect(await readdir(cache)).toEqual(['set']);
    expect(requests).toEqual([]);
  });

  it('says so when the cache cannot be written', async () => {
    await writeFile(join(cache, 'set'), 'a file where the folder should be');
    await expect(cached('set', file('/good'))).rejects.toThrow(
      /could not write .*Set AUTOENCODER_ZOO_CACHE/,
    );
  });
});
