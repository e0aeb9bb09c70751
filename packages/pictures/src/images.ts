// Pictures made of pixels: a module by itself, because charts take long to load.
export { displayRange, pictureGrid, type Image, type PictureShape } from './images/grid.js';
export { dataUri, encodePng } from './images/png.js';
export { classVariables, colourOf } from './theme.js';
