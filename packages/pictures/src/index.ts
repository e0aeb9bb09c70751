export { figuresChart, type FigureDots } from './charts/figuresChart.js';
export { heatMap, type HeatMapOptions } from './charts/heatMap.js';
export { lineChart, lineOverSeeds, type Line, type LineChartOptions } from './charts/lineChart.js';
export { scatter, type ScatterOptions } from './charts/scatter.js';
export { sideBySide, stacked, svgOf, titled, type Drawing, type LegendEntry } from './drawing.js';
export { filterGrid } from './images/filterGrid.js';
export type { PictureShape } from './images/grid.js';
export { imageGrid, imageRows, type ImageOptions } from './images/imageRows.js';
