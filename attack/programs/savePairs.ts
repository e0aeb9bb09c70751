// Saves two models in turn to one folder until it is told to stop: folder.
import { tornModel } from '../disk/tornModel.js';

const [folder] = process.argv.slice(2);
const models = [1, 2].map(tornModel);
const writing = { on: true };
process.on('SIGTERM', () => (writing.on = false));
let saves = 0;
while (writing.on) {
  await models[saves % 2].save(folder);
  if (saves++ === 0) console.log('saving');
}
console.log(saves);
