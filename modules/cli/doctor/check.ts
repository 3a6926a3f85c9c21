/** What one look of `tuneform doctor` showed. */
export interface Check {
  /** Stable, for scripts. */
  readonly id: string;
  readonly title: string;
  /** `note`: works, or could not be looked at. `error`: something will fail. */
  readonly status: 'ok' | 'note' | 'error';
  /** What was seen, without a full stop. */
  readonly says: string;
  /** What to do; absent if all is well. */
  readonly remedy?: string;
}

type Naming = Pick<Check, 'id' | 'title'>;

export const fine = (of: Naming, says: string): Check => ({ ...of, status: 'ok', says });
export const noted = (of: Naming, says: string, remedy: string): Check => ({
  ...of,
  status: 'note',
  says,
  remedy,
});
export const failing = (of: Naming, says: string, remedy: string): Check => ({
  ...of,
  status: 'error',
  says,
  remedy,
});
