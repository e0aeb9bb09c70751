// Saves a model over whatever model is there: folder, seed of the weights.
import { variational } from '@autoencoder-zoo/variants/variational';

const [folder, seed] = process.argv.slice(2);
const model = variational({ input: [20], hidden: [30], latentDim: 4, seed: Number(seed) });
await model.save(folder, { 'notes.txt': seed });
