import { errorAt, hasErrors } from '../../../kernel';
import type { Validator } from './validator';
import { quote } from './quote';

/** Every one of the validators agrees; every complaint is reported. The same as listing them, as one validator. */
export function allOf<T>(...validators: readonly Validator<T>[]): Validator<T> {
  return {
    description: validators.map(({ description }) => description).join(' and '),
    check: (value, path) => validators.flatMap((validator) => validator.check(value, path)),
  };
}

/**
 * At least one of the validators agrees; its warnings are passed on. If none does, there is one error, which lists
 * the alternatives, because the intended one is unknown.
 */
export function anyOf<T>(...validators: readonly Validator<T>[]): Validator<T> {
  const description = validators.map((validator) => validator.description).join(', or ');
  return {
    description,
    check: (value, path) => {
      const answers = validators.map((validator) => validator.check(value, path));
      return (
        answers.find((answer) => !hasErrors(answer)) ?? [
          errorAt(path, 'Value Not Allowed', `${quote(value)} is not allowed here. Write ${description}.`),
        ]
      );
    },
  };
}
