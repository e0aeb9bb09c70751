import { bundledTimeSeries, type SeriesOptions } from './timeSeriesDataset.js';
import type { TrainAndTest } from './trainAndTest.js';

/**
 * ItalyPowerDemand of the UCR archive (Keogh et al. 2006; Dau et al. 2019): the electrical power
 * demand of a day in Italy, 24 hourly values of mean 0 and variance 1; 67 days for training and
 * 1,029 for test. Labels: 0 October to March, 1 April to September. Travels with this package.
 *
 * @throws RangeError if `shape` has not 24 values.
 */
export async function italyPowerDemand<const Shape extends readonly number[] = [24]>({
  shape,
}: SeriesOptions<Shape> = {}): Promise<TrainAndTest<Shape>> {
  const trainUrl = new URL('../data/ItalyPowerDemand_TRAIN.ts.gz', import.meta.url);
  const testUrl = new URL('../data/ItalyPowerDemand_TEST.ts.gz', import.meta.url);
  const options = { shape, labelNames: ['October to March', 'April to September'] };
  return {
    train: await bundledTimeSeries('italy-power-demand/train', trainUrl, options),
    test: await bundledTimeSeries('italy-power-demand/test', testUrl, options),
  };
}
