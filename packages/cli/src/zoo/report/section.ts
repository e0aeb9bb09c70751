import type { Dataset } from '@autoencoder-zoo/core';
import type { PictureShape } from '@autoencoder-zoo/pictures/images';
import { significant } from '@autoencoder-zoo/core/progress';
import type { Exhibit } from '../exhibit.js';
import type { Gallery } from '../gallery.js';
import { lossChart, mapChart } from './charts.js';
import { escape } from './html.js';
import { filterLevels, image, pictureRows, type PictureRow } from './pictures.js';

/** The part of the page about one variant. */
export function section(exhibit: Exhibit, gallery: Gallery): string {
  const { picture } = gallery;
  const { variant, title, caption, codeSize, testError, pcaError } = exhibit;
  const comparison =
    pcaError > 0
      ? `squared error ${significant(testError)} on test pictures, PCA with a code of the same size ${significant(pcaError)}`
      : `squared error ${significant(testError)} on test pictures`;
  return `
<section id="${variant}">
  <h2>${escape(title)}</h2>
  <p>${escape(caption)} Code of ${codeSize} numbers; ${comparison}.</p>
  <div class="panels">
    ${figure('Reconstructions of test pictures', pictureRows(reconstructions(exhibit, gallery), picture), 'wide')}
    ${figure(`Loss: ${legend}`, lossChart(`Loss of ${title}`, exhibit.curves))}
    ${figure(exhibit.mapIsCode ? 'Codes' : 'Codes: first two principal components', codeMap(exhibit, gallery))}
    ${figure('Pixels: first two principal components', pixelMap(gallery))}
    <div class="stack">${generated(exhibit, picture)}${filters(exhibit, picture)}</div>
  </div>
</section>`;
}

const legend =
  '<span class="key training"></span> training, <span class="key validation"></span> test';

function figure(caption: string, content: string, kind = ''): string {
  return `<figure class="${kind}"><figcaption>${caption}</figcaption>${content}</figure>`;
}

function reconstructions(exhibit: Exhibit, gallery: Gallery): PictureRow[] {
  const { corrupted, reconstructed, pcaReconstructed } = exhibit;
  return [
    { name: 'original', values: valuesOf(gallery.chosen) },
    ...(corrupted ? [{ name: 'corrupted', values: corrupted }] : []),
    { name: 'reconstructed', values: reconstructed },
    ...(pcaReconstructed && !corrupted ? [{ name: 'by PCA', values: pcaReconstructed }] : []),
  ];
}

function codeMap({ title, codeMap: points, mapIsCode }: Exhibit, { mapped }: Gallery): string {
  const { labels, labelNames } = mapped;
  const axes = mapIsCode
    ? (['first number', 'second number'] as const)
    : (['first component', 'second component'] as const);
  return mapChart(`Codes of ${title}`, { points, labels, labelNames, axes });
}

function pixelMap({ pixelMap: points, mapped }: Gallery): string {
  const { labels, labelNames } = mapped;
  const axes = ['first component', 'second component'] as const;
  return mapChart('Pixels', { points, labels, labelNames, axes });
}

function generated({ generated: { kind, values } }: Exhibit, picture: PictureShape): string {
  return kind === 'samples'
    ? figure('Samples: codes drawn from the prior', image(values, picture, 'samples'))
    : figure(
        'Interpolations: from code to code in a straight line',
        image(values, picture, 'interpolations'),
      );
}

function filters({ filters: weights }: Exhibit, picture: PictureShape): string {
  if (!weights) return '';
  const levels = filterLevels(weights, picture.height * picture.width * picture.channels);
  return figure(
    'Filters of the first layer; grey is a weight of 0',
    image(levels, picture, 'filters'),
  );
}

/** Samples of a data set as one array, `[samples, size]`. */
function valuesOf(data: Dataset): Float32Array {
  const values = new Float32Array(data.length * data.size);
  data.read(
    Uint32Array.from({ length: data.length }, (_, index) => index),
    values,
  );
  return values;
}
