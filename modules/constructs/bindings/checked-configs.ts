const checked = new WeakSet();

/** Returns `config`, remembered as checked: the construct that made it reports its faults in the words of its own props. */
export function alreadyChecked<T extends object>(config: T): T {
  checked.add(config);
  return config;
}

/** Returns true if another construct reports the faults of this very object. */
export const isChecked = (config: object): boolean => checked.has(config);
