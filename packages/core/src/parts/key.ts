/**
 * A typed name under which one part leaves something for others: for good while it is
 * built, or for one batch while it computes.
 */
export interface Key<Value> {
  readonly name: string;
  /** Only ties the type to the key. */
  readonly of?: Value;
}

/** Something that a part leaves under a key. */
export interface Provision {
  readonly key: Key<unknown>;
  readonly value: unknown;
}

/** Makes a key; two of the same name are different keys. */
export const key = <Value>(name: string): Key<Value> => ({ name });

/** Leaves a value under a key. */
export const provide = <Value>(key: Key<Value>, value: Value): Provision => ({ key, value });

/** The value of a provision, if it was left under this key. */
export const provided = <Value>(key: Key<Value>, provision: Provision | undefined) =>
  provision?.key === key ? (provision.value as Value) : undefined;

/** What parts have left so far; what comes later under a key takes the place of what was there. */
export class Provisions {
  readonly #values = new Map<Key<unknown>, unknown>();

  add({ key, value }: Provision): void {
    this.#values.set(key, value);
  }

  get<Value>(key: Key<Value>): Value | undefined {
    return this.#values.get(key) as Value | undefined;
  }
}
