import { quoted } from '../files/quoted.js';

/** What `model.json` calls itself. */
export const format = 'autoencoder-zoo';
/** Version of its layout. */
export const version = 1;

/** The file of a model's folder that holds its spec. */
export const modelFile = 'model.json';
/** The file of a model's folder that holds its weights. */
export const weightsFile = 'weights.safetensors';

/**
 * Refuses JSON that is no `model.json`, or that of another release.
 *
 * @throws Error saying what was found.
 */
export function expectFormat(json: unknown): void {
  const found =
    typeof json === 'object' ? (json as Readonly<Record<string, unknown>> | null) : null;
  if (found?.['format'] !== format || found['version'] !== version) {
    throw new Error(
      `expected the format "${format}", version ${version}, but found ${quoted(found?.['format'])}, version ${quoted(found?.['version'])}; a newer release may read it`,
    );
  }
}
