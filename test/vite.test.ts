import { createLogger, createServer } from 'vite';
import { expect, it } from 'vitest';
import { root } from './support/sources.js';
import { temporaryFolder } from './support/temporaryFolder.js';

it('the live page is not reloaded for packages that its worker needs, with a cold cache', async () => {
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const server = await createServer({
    configFile: `${root}docs/browser/vite.config.ts`,
    cacheDir: temporaryFolder(),
    customLogger: { ...createLogger(), info: say, warn: say, error: say },
    server: { port: 0 },
  });
  try {
    await server.listen();
    const { client } = server.environments;
    const seen = new Set<string>();
    const load = async (url: string): Promise<void> => {
      if (seen.has(url) || /\.(wasm|gz)\b/.test(url)) return;
      seen.add(url);
      await client.transformRequest(url);
      const module = await client.moduleGraph.getModuleByUrl(url);
      for (const imported of module?.importedModules ?? []) await load(imported.url);
    };
    await load('/page.ts');
    await load('/train.worker.ts?worker_file&type=module');
    expect([...seen].join('\n')).toMatch(/onnxruntime-web/);
    expect(said.join('\n')).not.toMatch(/optimized|reload/);
  } finally {
    await server.close();
  }
});
