import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** What lets a page use threads. */
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** A web site on this machine. */
export interface Site extends AsyncDisposable {
  /** Its address, with a slash at the end. */
  readonly url: string;
}

/**
 * Serves folders, one over the other: the first that has a file gives it.
 *
 * @param isolated - Whether pages are cross-origin isolated. Default true.
 */
export async function serve(folders: readonly string[], { isolated = true } = {}): Promise<Site> {
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url!, 'http://localhost');
      const path = decodeURIComponent(pathname).replace(/\/$/, '/index.html');
      const contents = await firstOf(folders.map((folder) => join(folder, path)));
      response.writeHead(contents ? 200 : 404, {
        'content-type': types[extname(path)] ?? 'application/octet-stream',
        'cache-control': 'no-store',
        ...(isolated && isolation),
      });
      response.end(contents);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function firstOf(paths: readonly string[]): Promise<Buffer | undefined> {
  for (const path of paths) {
    const contents = await readFile(path).catch(() => undefined);
    if (contents) return contents;
  }
  return undefined;
}
