import { TuneformError } from '../../kernel';

/** Reads the values of an option of the form `name=value`. Throws BAD_USAGE for another form and for a name that is given twice. */
export function namedValues(
  option: string,
  given: readonly string[] = [],
  read: (value: string) => string = (value) => value,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const text of given) {
    const at = text.indexOf('=');
    if (at <= 0) throw usage(`${option} ${text} has no name and value. Write ${option} NAME=VALUE.`);
    const name = text.slice(0, at);
    if (name in values) throw usage(`${option} names ${name} twice. Give it once.`);
    values[name] = read(text.slice(at + 1));
  }
  return values;
}

const usage = (message: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary: 'Unreadable Option' });
