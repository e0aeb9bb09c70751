/**
 * Leaves the passes over graphs out of the engine of this process:
 * `node --import withoutPasses.js ...`.
 */
import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

const passes = new URL('graph/optimise.js', import.meta.resolve('@autoencoder-zoo/engine'));
if (!existsSync(passes)) {
  throw new Error(`expected the engine's passes in ${fileURLToPath(passes)}, but nothing is there`);
}
register('./withoutPassesHooks.js', import.meta.url, { data: passes.href });
