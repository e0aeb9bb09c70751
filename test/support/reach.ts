import { bundle, type Bundle } from './bundle.js';
import { root } from './sources.js';

/** What a module loads, directly or through others, before any of its code asks for more. */
export interface Reach {
  /** Modules of the packages and of what they depend on, as paths from the project's folder. */
  readonly modules: readonly string[];
  /** Modules that are not bundled: those of Node, and what was left out. */
  readonly externals: readonly string[];
}

/** Follows the static imports of modules; dynamic ones are loaded later, or never. */
export async function reachOf(
  imports: readonly string[],
  platform: 'browser' | 'node',
): Promise<Reach> {
  const { metafile } = await bundle({
    stdin: {
      contents: imports.map((name) => `export * from '${name}';`).join('\n'),
      resolveDir: root,
    },
    absWorkingDir: root,
    platform,
    splitting: true,
    outdir: 'unwritten',
    external: platform === 'node' ? ['onnxruntime-node'] : [],
  });
  return follow(metafile.inputs);
}

function follow(inputs: Bundle['metafile']['inputs']): Reach {
  const modules = new Set(['<stdin>']);
  const externals = new Set<string>();
  for (const path of modules) {
    for (const { path: next, kind, external } of inputs[path].imports) {
      if (kind === 'dynamic-import') continue;
      if (external) externals.add(next);
      else modules.add(next);
    }
  }
  modules.delete('<stdin>');
  return { modules: [...modules], externals: [...externals] };
}
