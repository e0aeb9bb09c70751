import { availableParallelism } from 'node:os';
import type { Dataset } from '@autoencoder-zoo/core';
import { significant } from '@autoencoder-zoo/core/progress';
import { colourOf } from '@autoencoder-zoo/pictures/images';
import type { Exhibit } from '../exhibit.js';
import type { Gallery } from '../gallery.js';
import { escape } from './html.js';
import { section } from './section.js';
import { style } from './style.js';

/** What the page says about the data and the run. */
export interface About {
  readonly data: string;
  /** Pictures for training and for test. */
  readonly train: number;
  readonly test: number;
  readonly seed: number;
}

/** The report as one HTML page that needs nothing else. */
export function reportPage(exhibits: readonly Exhibit[], gallery: Gallery, about: About): string {
  const number = (value: number) => value.toLocaleString('en');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Autoencoder zoo: ${escape(about.data)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Autoencoder zoo</h1>
<p>${exhibits.length} autoencoders, trained on ${number(about.train)} pictures of ${escape(about.data)} and tested on ${number(about.test)} others, with ${availableParallelism()} cores and seed ${about.seed}. Errors are squared, summed over the pixels of a picture, averaged over test pictures.</p>
${summary(exhibits)}
${classKeys(gallery.mapped)}
${exhibits.map((exhibit) => section(exhibit, gallery)).join('')}
</main>
</body>
</html>
`;
}

/** The colours that the maps give to classes. */
function classKeys({ labels, labelNames }: Dataset): string {
  if (!labels) return '';
  const classes = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  const keys = classes.map((label) => {
    const name = labelNames?.[label] ?? String(label);
    return `<span><span class="key" style="background: ${colourOf(label)}"></span> ${escape(name)}</span>`;
  });
  return `<p class="keys">Colours of the maps: ${keys.join(' ')}</p>`;
}

function summary(exhibits: readonly Exhibit[]): string {
  const rows = exhibits.map((exhibit) => {
    const { variant, title, codeSize, parameters, epochs, seconds } = exhibit;
    const cells = [
      String(codeSize),
      parameters.toLocaleString('en'),
      String(epochs),
      seconds.toFixed(1),
      significant(exhibit.testError),
      significant(exhibit.pcaError),
      Math.round(exhibit.imagesPerSecond).toLocaleString('en'),
    ];
    return `<tr><th scope="row"><a href="#${variant}">${escape(title)}</a></th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const heads = [
    'variant',
    'code size',
    'parameters',
    'epochs',
    'training, s',
    'test error',
    'PCA, same code size',
    'pictures/s',
  ];
  return `<div class="scroll"><table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div>`;
}
