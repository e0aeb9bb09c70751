import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform } from 'node:os';

/** Where figures were made: what has to stand beside them. */
export interface Environment {
  readonly processor: string;
  readonly cores: number;
  readonly platform: string;
  /** Versions of Node, the zoo and what computes. */
  readonly versions: Readonly<Record<string, string>>;
}

/** This machine and its versions. */
export function environment(): Environment {
  const processors = cpus();
  return {
    processor: processors.at(0)?.model.trim() ?? 'unknown',
    cores: processors.length,
    platform: `${platform()} ${arch()}`,
    versions: {
      node: process.versions.node,
      'autoencoder-zoo': versionIn(createRequire(import.meta.url), '@autoencoder-zoo/core'),
      ...computing(),
    },
  };
}

/**
 * ONNX Runtime and TensorFlow.js belong to the engine, that to core; they may be out
 * of reach from here.
 */
function computing(): Record<string, string> {
  const within = (require: NodeJS.Require, name: string) => createRequire(require.resolve(name));
  const core = within(createRequire(import.meta.url), '@autoencoder-zoo/core');
  const engine = within(core, '@autoencoder-zoo/engine');
  return Object.fromEntries(
    ['onnxruntime-node', '@tensorflow/tfjs-core'].map((name) => [name, versionIn(engine, name)]),
  );
}

/** Version in the manifest of the package that a module comes from. */
function versionIn(require: NodeJS.Require, name: string): string {
  let folder = new URL('.', `file://${require.resolve(name)}`);
  for (;;) {
    const manifest = readManifest(new URL('package.json', folder));
    if (manifest?.name === name) return manifest.version;
    const above = new URL('..', folder);
    if (above.href === folder.href) return 'unknown';
    folder = above;
  }
}

function readManifest(url: URL): { name: string; version: string } | undefined {
  try {
    return JSON.parse(readFileSync(url, 'utf8')) as { name: string; version: string };
  } catch {
    return undefined;
  }
}
