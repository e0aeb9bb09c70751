/** What the tags of a `.ts` file say. */
export interface TimeSeriesHeader {
  readonly problemName: string | undefined;
  /** Whether each value comes with a time stamp. */
  readonly timeStamps: boolean;
  /** Number of channels, where it is given. */
  readonly dimensions: number | undefined;
  /** Whether all series are declared to have the same number of steps. */
  readonly equalLength: boolean;
  /** That number, where it is given. */
  readonly seriesLength: number | undefined;
  /** The classes, if series have one; empty if the file does not list them. */
  readonly classNames: readonly string[] | undefined;
  /** Whether series have a number to predict. */
  readonly hasTarget: boolean;
}

/** Reads the lines before `@data`, of which those with a tag begin with `@`. */
export function readTimeSeriesHeader(lines: readonly string[]): TimeSeriesHeader {
  const tags = new Map<string, string[]>();
  for (const line of lines) {
    const match = /^\s*@(\w+)\s*(.*?)\s*$/.exec(line);
    if (match) tags.set(match[1].toLowerCase(), match[2].split(/\s+/));
  }
  const isTrue = (tag: string) => tags.get(tag)?.[0].toLowerCase() === 'true';
  const number = (tag: string) => (tags.has(tag) ? Number(tags.get(tag)![0]) : undefined);
  return {
    problemName: tags.get('problemname')?.join(' '),
    timeStamps: isTrue('timestamps'),
    dimensions: number('dimensions'),
    equalLength: isTrue('equallength'),
    seriesLength: number('serieslength'),
    classNames: isTrue('classlabel') ? tags.get('classlabel')!.slice(1) : undefined,
    hasTarget: isTrue('targetlabel'),
  };
}
