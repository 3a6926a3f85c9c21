import type { ParameterRange } from '../parameter-range';
import type { Finding, ReviewedDefinition, SearchReview } from './finding';
import { isFlat } from './flat-objective';
import { predictedPart } from './least-squares';
import { measured, trialsOf, within } from './measured';
import type { Measured } from './measured';
import { positionIn } from './position';
import { columnsOf, quadraticRows } from './setting-features';
import { unusedParameters } from './unused-parameter';

/**
 * A hyperparameter that, without a word from the container, makes no difference to the objective. That it is not seen to matter is
 * no evidence, since most do not matter much; so this is a note, and only on proof that the others explain everything:
 * values that are equal where it alone differs, or that a model without it predicts.
 */
export function parametersWithoutEffect(review: SearchReview): readonly Finding[] {
  // What is proven by the logs is not also guessed.
  if (unusedParameters(review).length > 0) return [];
  return review.definitions.flatMap((definition) => {
    const trials = measured(trialsOf(review, definition));
    if (isFlat(trials)) return [];
    const proven = definition.ranges.flatMap((range) => {
      const sentence = equalPairs(range, trials) ?? predicted(range, definition, trials);
      return sentence === undefined ? [] : [{ name: range.name, sentence }];
    });
    return proven.length === 0 ? [] : [findingOf(proven, definition)];
  });
}

/** Where half of all neighbouring settings happened to be equal, six equal ones would be a chance of 1 in 64. */
const FEWEST_PAIRS = 6;

/** Compares training jobs that differ in this hyperparameter alone, as those of a grid do. */
function equalPairs(range: ParameterRange, trials: readonly Measured[]): string | undefined {
  const groups = new Map<string, Measured[]>();
  for (const trial of trials) {
    const others = Object.entries(trial.hyperparameters).filter(([name]) => name !== range.name);
    const key = JSON.stringify(others.sort());
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  let pairs = 0;
  for (const [first, ...rest] of groups.values()) {
    for (const other of rest) {
      if (other.hyperparameters[range.name] === first?.hyperparameters[range.name]) continue;
      if (other.objectiveValue !== first?.objectiveValue) return undefined;
      pairs += 1;
    }
  }
  if (pairs < FEWEST_PAIRS) return undefined;
  return `hyperparameter ${range.name} made no difference in ${String(pairs)} pairs of training jobs that differ in nothing else`;
}

/** What a model without the hyperparameter has to predict of training jobs that it has not seen. */
const EXPLAINED = 0.98;
/** More training jobs than this for each weight of the model, so that it cannot fit everything. */
const TRIALS_PER_WEIGHT = 3;
const FEWEST_TRIALS = 20;
/** The hyperparameter must have been tried in this much of its range, and the others must not tell its value. */
const TRIED = 0.25;
const TOLD = 0.5;

/** Predicts the objective from a quadratic model of the other hyperparameters. */
function predicted(
  range: ParameterRange,
  { ranges }: ReviewedDefinition,
  trials: readonly Measured[],
): string | undefined {
  const others = ranges.filter(({ name }) => name !== range.name);
  const rows = quadraticRows(others, trials);
  const weights = (rows[0]?.length ?? 0) + 1;
  if (others.length === 0 || trials.length < Math.max(FEWEST_TRIALS, TRIALS_PER_WEIGHT * weights)) {
    return undefined;
  }
  if (!isWidelyTried(range, trials)) return undefined;
  const columns = others.flatMap((other) => columnsOf(other, trials));
  const linear = trials.map((_, n) => columns.map((column) => column[n] ?? 0));
  if (columnsOf(range, trials).some((column) => (predictedPart(linear, column) ?? 0) > TOLD)) {
    return undefined;
  }
  const part = predictedPart(
    rows,
    trials.map(({ objectiveValue }) => objectiveValue),
  );
  if (part === undefined || part < EXPLAINED) return undefined;
  return (
    `the other hyperparameters alone predict ${(Math.floor(part * 1000) / 10).toFixed(1)} % of the variation of ` +
    `${String(trials.length)} completed training jobs, so ${range.name} made hardly any difference`
  );
}

function isWidelyTried(range: ParameterRange, trials: readonly Measured[]): boolean {
  const given = trials.map(({ hyperparameters }) => hyperparameters[range.name] ?? '');
  if (range.kind === 'categorical') {
    const counts = range.values.map((value) => given.filter((own) => own === value).length);
    return counts.filter((count) => count >= TRIED * trials.length).length >= 2;
  }
  const places = given.map((own) => positionIn(range, Number(own))).sort((a, b) => a - b);
  const quarter = Math.floor(places.length / 4);
  return (places.at(-1 - quarter) ?? NaN) - (places[quarter] ?? NaN) >= TRIED;
}

function findingOf(
  proven: readonly { readonly name: string; readonly sentence: string }[],
  definition: ReviewedDefinition,
): Finding {
  const names = proven.map(({ name }) => name).join(' and ');
  const said = proven.map(({ sentence }) => sentence).join('; ');
  const intro = within(definition);
  return {
    code: 'PARAMETER_WITHOUT_EFFECT',
    summary: 'Hyperparameter Without Effect',
    severity: 'note',
    evidence: `${intro}${intro === '' ? `${said[0]?.toUpperCase() ?? ''}${said.slice(1)}` : said}.`,
    remedy:
      `Check that the container reads ${names}; a line “hyperparameters: {…}” in its log with the values that it used would tell. ` +
      'If it does, the search can do without.',
  };
}
