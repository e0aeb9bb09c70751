export { filterGrid } from './filterGrid.js';
export { figuresChart, type FigureDots } from './figuresChart.js';
export { frame, sideBySide, stacked, titled, type Drawing, type LegendEntry } from './frame.js';
export { heatMap, type HeatMapOptions } from './heatMap.js';
export { imageGrid, imageRows, type ImageOptions } from './imageRows.js';
export { lineChart, lineOverSeeds, type Line, type LineChartOptions } from './lineChart.js';
export { precisionRecallLine, rocLine } from './operatingCurves.js';
export { scatter, type ScatterOptions } from './scatter.js';
export type { PictureShape } from './grid.js';
