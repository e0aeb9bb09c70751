import { parquetWriteBuffer } from 'hyparquet-writer';

/** Bytes of a Parquet file with one float column per number of a row. */
export function encodeParquet(values: Float32Array, columns: readonly string[]): Uint8Array {
  const width = columns.length;
  const rows = values.length / width;
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map((name, column) => ({
        name,
        type: 'FLOAT',
        nullable: false,
        data: Float32Array.from({ length: rows }, (_, row) => values[row * width + column]),
      })),
    }),
  );
}
