import { loadIdxImages, type IdxImages, type IdxImagesOptions } from './idxImages.js';
import type { TrainAndTest } from './trainAndTest.js';

const FASHION_MNIST: IdxImages = {
  name: 'fashion-mnist',
  labelNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  folders: [() => '/usr/share/datasets/fashion-mnist'],
  mirrors: [
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    // Plain HTTP, for this host has no certificate; the checksums protect the contents.
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
  ],
  sha256: {
    'train-images-idx3-ubyte': 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
    'train-labels-idx1-ubyte': 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    't10k-images-idx3-ubyte': '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
    't10k-labels-idx1-ubyte': '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
  hint: "install Debian's package dataset-fashion-mnist, or pass { folder }",
};

/** Options of {@link fashionMnist}. */
export type FashionMnistOptions<Shape extends readonly number[]> = IdxImagesOptions<Shape>;

/**
 * Fashion-MNIST (Xiao, Rasul & Vollgraf 2017): pictures of clothes in the format of MNIST, 28 x 28
 * bytes that stand for 0 to 1, ten classes; 60,000 for training and 10,000 for test.
 *
 * The files are taken from `folder` if given, else from Debian's package `dataset-fashion-mnist` if
 * it is installed, else from the cache, else they are downloaded (31 MB) and checked.
 *
 * @throws DataFileError if a file is missing from `folder` or damaged.
 * @throws DownloadError if it cannot be downloaded.
 */
export function fashionMnist<const Shape extends readonly number[] = [784]>(
  options: FashionMnistOptions<Shape> = {},
): Promise<TrainAndTest<Shape>> {
  return loadIdxImages(FASHION_MNIST, options);
}
