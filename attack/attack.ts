/** Something hostile or unlucky that is done to the library: a row of the table. */
export interface Attack {
  /** What is done, such as `fit, killed at random moments`. */
  readonly name: string;
  /** What has to hold all the same, such as `goes on to the same bytes`. */
  readonly promise: string;
  /** Does it. Rejects only if the attack itself could not be made. */
  readonly run: (context: Context) => Promise<Outcome>;
}

/** Attacks of one kind, which can be asked for by name. */
export interface Part {
  readonly name: string;
  readonly attacks: readonly Attack[];
}

/** What an attack works with. */
export interface Context {
  /** Whether this is the short form. */
  readonly quick: boolean;
  /** Of all that is drawn. */
  readonly seed: number;
  /** Of a fuzz: the number of the only input to be tried; `undefined` for all. */
  readonly number: number | undefined;
  /** A folder of the attack's own, removed afterwards. */
  readonly folder: string;
  /** Where inputs are kept that did harm. */
  readonly kept: string;
  /** Tells how much is done of how much. */
  readonly progress: (done: number, total: number) => void;
}

/** What an attack brought. */
export interface Outcome {
  /** How often the promise was put to the test. */
  readonly tried: number;
  /** Where it did not hold, a line each; with what is needed to see it again. */
  readonly failures: readonly string[];
  /** What was measured beside that. */
  readonly remark?: string;
  /** Why the attack could not be made here, or not wholly. */
  readonly skipped?: string;
}
