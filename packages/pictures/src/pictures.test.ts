import { parseHTML } from 'linkedom';
import { decode } from 'fast-png';
import { expect, it } from 'vitest';
import { figuresChart } from './charts/figuresChart.js';
import { filterGrid } from './images/filterGrid.js';
import { svgOf, sideBySide, stacked, titled } from './drawing.js';
import { heatMap } from './charts/heatMap.js';
import { imageRows } from './images/imageRows.js';
import { lineChart, lineOverSeeds } from './charts/lineChart.js';
import { scatter } from './charts/scatter.js';

const parse = (drawing: Parameters<typeof svgOf>[1]) =>
  parseHTML(svgOf('a picture', drawing)).document;
const words = (document: Document) =>
  [...document.querySelectorAll('text')].map((text) => text.textContent);

it('a line over seeds is their mean in a band from the lowest to the highest', () => {
  expect(
    lineOverSeeds('loss', [
      [4, 2],
      [6, 3],
    ]),
  ).toEqual({ name: 'loss', x: [1, 2], y: [5, 2.5], band: { low: [4, 2], high: [6, 3] } });
  expect(lineOverSeeds('loss', [[4, 2]])).not.toHaveProperty('band');
});

it('a chart of lines names lines, axes, levels and regions', () => {
  const document = parse(
    lineChart({
      lines: [
        lineOverSeeds('ours', [
          [3, 2],
          [4, 3],
        ]),
        { name: 'theirs', x: [1, 2], y: [2, 2] },
      ],
      axes: ['epoch', 'loss'],
      levels: [{ name: 'published', y: 2.5 }],
      regions: [{ name: 'odd', begin: 1.2, end: 1.4 }],
    }),
  );
  expect(words(document)).toEqual(
    expect.arrayContaining(['ours', 'theirs', 'epoch', 'loss', 'dashed: published', 'odd']),
  );
  expect(document.querySelectorAll('[aria-label="line"] path')).toHaveLength(2);
  expect(document.querySelectorAll('[aria-label="area"] path')).toHaveLength(1);
});

it('a chart of lines with a logarithmic axis names powers of ten', () => {
  const document = parse(
    lineChart({
      lines: [{ name: 'variances', x: [1, 2, 3], y: [8, 0.05, 0.002] }],
      axes: ['unit', 'variance'],
      scale: 'log',
    }),
  );
  expect(words(document)).toEqual(expect.arrayContaining(['0.001', '0.01', '0.1', '10']));
  expect(words(document)).not.toContain('5');
});

it('a map has a dot for each sample in the colour of its class', () => {
  const document = parse(
    scatter({
      points: [0, 0, 1, 1, 2, 0],
      labels: [0, 1, 1],
      labelNames: ['a', 'b'],
      axes: ['first', 'second'],
    }),
  );
  const fills = [...document.querySelectorAll('[aria-label="dot"] circle')].map((dot) =>
    dot.getAttribute('fill'),
  );
  expect(fills).toEqual(['var(--class-0)', 'var(--class-1)', 'var(--class-1)']);
});

it('a map without classes has dots of one colour and no names', () => {
  const axes = ['first', 'second'] as const;
  const points = [0, 0, 1, 1];
  const bare = parse(scatter({ points, axes }));
  expect(
    new Set([...bare.querySelectorAll('circle')].map((dot) => dot.getAttribute('fill'))),
  ).toEqual(new Set(['var(--class-0)']));
  expect(words(bare)).not.toContain('0');
  const named = { points, labels: [3, 5], axes, x: [7, 8], y: [7, 8] } as const;
  expect(words(parse(scatter(named)))).toEqual(expect.arrayContaining(['3', '5']));
});

it('a chart can mark each point and do without a legend', () => {
  const line = { name: 'validation', x: [1, 2, 3], y: [3, 2, 1] };
  const axes = ['epoch', 'loss'] as const;
  const document = parse(lineChart({ lines: [{ ...line, dots: true }], axes, legend: false }));
  expect(document.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(3);
  expect(words(document)).not.toContain('validation');
  expect(parse(lineChart({ lines: [line], axes })).querySelectorAll('circle')).toHaveLength(1);
});

it('a map can leave out what lies far from the middle', () => {
  const points = Array.from({ length: 100 }, (_, i) => [i === 0 ? 9000 : i % 7, i % 5]).flat();
  const map = { points, labels: Array(100).fill(0) as number[], labelNames: ['a'] };
  const axes = ['first', 'second'] as const;
  expect(words(parse(scatter({ ...map, axes })))).toContain('8,000');
  const near = words(parse(scatter({ ...map, axes, middle: 0.96 })));
  expect(near).toEqual(expect.arrayContaining(['0', '6']));
  expect(near).not.toContain('8,000');
});

it('a chart of figures shows each seed, what was published and what counts', () => {
  const figures = [
    { name: 'loss', values: [1, 2, 3], published: 2.5, bound: { range: [1.5, 3.5] as const } },
  ];
  const document = parse(figuresChart(figures, { label: 'nats' }));
  expect(document.querySelectorAll('[aria-label="dot"] circle')).toHaveLength(3);
  expect(document.querySelectorAll('[aria-label="tick"] line')).toHaveLength(1);
  expect(document.querySelectorAll('[aria-label="bar"] rect')).toHaveLength(1);
});

it('rows of images have their names before them and are as wide as their pictures', () => {
  const shape = { height: 4, width: 3, channels: 1 };
  const values = new Float32Array(5 * 12);
  const drawing = imageRows([{ name: 'digits', values }], { shape, zoom: 2 });
  const image = parse(drawing).querySelector('image')!;
  expect(image.getAttribute('width')).toBe(String(2 * (5 * 3 + 4 * 2)));
  expect(image.getAttribute('href')).toMatch(/^data:image\/png;base64,/);
  expect(words(parse(drawing))).toEqual(['digits']);
});

it('filters are grey where a unit has no weight, each with a contrast of its own', () => {
  const shape = { height: 1, width: 2, channels: 1 };
  // Of two pixels to three units.
  const kernel = Float32Array.from([2, 0.1, 9, -2, 0, 9]);
  const drawing = filterGrid(kernel, { shape, count: 2, columns: 1, zoom: 1 });
  const href = parse(drawing).querySelector('image')!.getAttribute('href')!;
  const { data } = decode(Buffer.from(href.split(',')[1], 'base64'));
  expect(Array.from(data)).toEqual([255, 0, 128, 128, 128, 128, 255, 128]);
});

it('puts drawings together without overlap', () => {
  const box = { width: 10, height: 20, markup: '<g/>' };
  expect(stacked([box, box], 5)).toMatchObject({ width: 10, height: 45 });
  expect(sideBySide([box, box], 5)).toMatchObject({ width: 25, height: 20 });
  expect(titled('a & b', box).markup).toContain('a &amp; b');
});

it('a heat map has a cell for each number, the fuller the larger it is', () => {
  const document = parse(
    heatMap({
      rows: ['first', 'second'],
      columns: ['a', 'b'],
      values: [
        [1, 2],
        [3, 5],
      ],
      axes: ['column', 'row'],
    }),
  );
  expect(words(document)).toEqual(expect.arrayContaining(['1.0', '2.0', '3.0', '5.0', 'column']));
  const cells = [...document.querySelectorAll('[aria-label="cell"] rect')];
  const opacities = cells.map((cell) => Number(cell.getAttribute('fill-opacity')));
  expect(opacities).toEqual(opacities.toSorted((a, b) => a - b));
  expect(new Set(opacities).size).toBe(4);
});
