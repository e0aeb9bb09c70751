import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Drawing } from '../drawing.js';
import { fontSize } from '../theme.js';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** A chart of Observable Plot as SVG, in our style. Sizes include margins. */
export function plot(options: Plot.PlotOptions & { width: number; height: number }): Drawing {
  const { width, height } = options;
  const element = Plot.plot({
    document,
    marginLeft: 78,
    marginBottom: 58,
    marginTop: 14,
    marginRight: 20,
    ...options,
    // By default descenders are cut off at the edge.
    x: { labelOffset: 52, ...options.x },
    style: { fontSize: `${fontSize}px`, fontFamily: 'inherit', background: 'none' },
  });
  // More digits would weigh and not show, but for those of texts.
  const markup = element.outerHTML
    .replace(/(\d\.\d\d)\d+(?![^<>]*<\/text>)/g, '$1')
    .replaceAll('--plot-background: white', '--plot-background: var(--ground)');
  return { width, height, markup };
}

/** An axis with its name at its middle. */
export function axis(label: string, rest: Plot.ScaleOptions = {}): Plot.ScaleOptions {
  return { label, labelAnchor: 'center', labelArrow: 'none', ...rest };
}

/** Lines behind a chart, at the ticks. */
export const grid = { stroke: 'var(--faint)', strokeOpacity: 1 };
