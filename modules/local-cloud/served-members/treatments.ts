import type { MemberTable, MemberTreatment } from '../../kernel';

/** The member does here what it does in AWS. */
export const served: MemberTreatment = { treatment: 'served' };

/** Only these values do here what they do in AWS. */
export const only = (...values: readonly (string | number | boolean)[]): MemberTreatment => ({
  treatment: 'served',
  only: values,
});

/** Only numbers up to this one, or lists of up to so many entries, do here what they do in AWS. */
export const most = (limit: number): MemberTreatment => ({ treatment: 'served', most: limit });

/** Accepted, described back and named in the job's log: it changes no result on one machine. */
export const unenforced = (why: string, ...values: readonly (string | boolean)[]): MemberTreatment => ({
  treatment: 'unenforced',
  why,
  ...(values.length === 0 ? {} : { only: values }),
});

/** A table in which every member is served. */
export const allServed = (...paths: readonly string[]): MemberTable =>
  Object.fromEntries(paths.map((path) => [path, served]));

export const TAGS: MemberTable = allServed('Tags[].Key', 'Tags[].Value');
