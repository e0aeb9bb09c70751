import { build as esbuild, type BuildOptions, type BuildResult, type PluginBuild } from 'esbuild';
import { sources } from './sources.js';

/** What a bundle is made of; see esbuild. */
export type Bundle = BuildResult<{ metafile: true; write: false }>;

/** Bundles modules with the sources of the packages, as they are at this moment. */
export async function bundle(options: BuildOptions): Promise<Bundle> {
  const inNode = options.packages === 'external' ? 'node' : 'bundle for Node';
  const known = sources(options.platform === 'node' ? inNode : 'browser');
  return esbuild({
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
    ...options,
    metafile: true,
    write: false,
    plugins: [
      {
        name: 'sources',
        setup(build: PluginBuild) {
          build.onResolve({ filter: /^(@autoencoder-zoo\/|#)/ }, ({ path }) => {
            const file = known.get(path);
            return file === undefined
              ? { errors: [{ text: `no package exports ${path}` }] }
              : { path: file, sideEffects: false };
          });
        },
      },
    ],
  });
}
