import { isSameSetting, readHyperparameterEcho } from '../hyperparameter-echo';
import type { Finding, ReviewedDefinition, SearchReview } from './finding';
import { measured, trialsOf, within } from './measured';
import type { Measured } from './measured';

/** What a container says it used, beside what it was given. */
interface Echoed {
  readonly trial: Measured;
  readonly used: Readonly<Record<string, string>>;
}

/**
 * A hyperparameter that does not reach the program: the container's own line of what it used shows one value for training jobs
 * that were given different ones, or does not have the hyperparameter. Two such logs are proof; the search's winner and its last
 * are among those read, so what they show is not a matter of similar settings.
 */
export function unusedParameters(review: SearchReview): readonly Finding[] {
  return review.definitions.flatMap((definition) => {
    const echoed = measured(trialsOf(review, definition)).flatMap((trial): Echoed[] => {
      const used = readHyperparameterEcho(review.logs.lines.get(trial.trainingJobName) ?? []);
      return used === undefined ? [] : [{ trial, used }];
    });
    const unused = definition.ranges.flatMap(({ name }) => {
      const sentence = unusedSentence(name, echoed);
      return sentence === undefined ? [] : [{ name, sentence }];
    });
    if (unused.length === 0) return [];
    return [findingOf(unused, definition)];
  });
}

function unusedSentence(name: string, echoed: readonly Echoed[]): string | undefined {
  const given = echoed.map(({ trial }) => trial.hyperparameters[name] ?? '');
  const differ = given.some((value) => !isSameSetting(value, given[0] ?? ''));
  if (!differ) return undefined;
  const used = echoed.map((one) => one.used[name]);
  const [first] = used;
  const jobs = echoed.map(({ trial }, at) => `${given[at] ?? ''} to ${trial.trainingJobName}`).join(', ');
  if (first === undefined) {
    return used.every((value) => value === undefined)
      ? `${name} was given as ${jobs}, and is not among the hyperparameters that the container says it used`
      : undefined;
  }
  return used.every((value) => value !== undefined && isSameSetting(value, first))
    ? `${name} was given as ${jobs}, and the container says that it used ${first} each time`
    : undefined;
}

function findingOf(
  unused: readonly { readonly name: string; readonly sentence: string }[],
  definition: ReviewedDefinition,
): Finding {
  const names = unused.map(({ name }) => name).join(' and ');
  return {
    code: 'PARAMETER_NOT_USED',
    summary: 'Hyperparameter Does Not Reach the Program',
    severity: 'warning',
    evidence: `${within(definition)}${unused.map(({ sentence }) => sentence).join('; ')}.`,
    remedy:
      `Let the container read ${names} from /opt/ml/input/config/hyperparameters.json, under this spelling, or take ` +
      'it out of the search; or, if the program uses it, correct the line that it prints. Then raise the experiment’s run to search again.',
  };
}
