import { canonicalJson } from '../../kernel';
import type { AttributePath } from '../../kernel';
import { complete } from './complete';
import { canonical } from './fingerprint';
import { trainingJobDefinition } from './model';

type Values = Readonly<Record<string, unknown>>;
type IsUnknown = (value: unknown) => boolean;

/** A value that stands elsewhere than its long form would. */
export interface Moved {
  readonly from: AttributePath;
  readonly to: AttributePath;
  /** The names of its members there, where they differ. */
  readonly members?: Readonly<Record<string, string>>;
}

/** A value that is given in both forms, which disagree. */
export interface Clash {
  readonly path: AttributePath;
  readonly other: AttributePath;
  readonly kind: 'channel' | 'regex';
}

/** What stands in a short form. */
export interface ShortForms {
  readonly moved: readonly Moved[];
  readonly clashes: readonly Clash[];
}

/** Values in their long form, which is the model's, and where they stand. */
export interface LongForm extends ShortForms {
  readonly values: Values;
}

const NOTHING: ShortForms = { moved: [], clashes: [] };
const METRICS = ['algorithm_specification', 'metric_definitions'] as const;

/**
 * Returns what an author has written of an experiment or a training job as the model has it: no `channels`, and no `regex` of an
 * objective. What is not known yet leaves what depends on it unknown; `isUnknown` recognises it.
 */
export function longForm(written: object, isUnknown: IsUnknown = () => false): LongForm {
  const own = longDefinition(written as Values, { at: [], objective: 'objective', isUnknown });
  const { training_job_definitions: listed } = own.values;
  if (!Array.isArray(listed)) return own;
  const definitions = (listed as readonly unknown[]).map((one, index): LongForm => {
    if (isUnknown(one) || typeof one !== 'object' || one === null) {
      return { values: one as Values, ...NOTHING };
    }
    const at = ['training_job_definitions', index];
    return longDefinition(one as Values, { at, objective: 'tuning_objective', isUnknown });
  });
  return {
    values: { ...own.values, training_job_definitions: definitions.map(({ values }) => values) },
    ...joined(own, ...definitions),
  };
}

const joined = (...all: readonly ShortForms[]): ShortForms => ({
  moved: all.flatMap(({ moved }) => moved),
  clashes: all.flatMap(({ clashes }) => clashes),
});

/** True if anything stands in a short form. */
export const hasShortForms = ({ moved, clashes }: ShortForms): boolean => moved.length + clashes.length > 0;

interface Where {
  readonly at: AttributePath;
  /** Name of the attribute that holds the objective. */
  readonly objective: string;
  readonly isUnknown: IsUnknown;
}

function longDefinition(values: Values, where: Where): LongForm {
  const withChannels = longChannels(values, where);
  const withRegex = longObjective(withChannels.values, where);
  return { values: withRegex.values, ...joined(withChannels, withRegex) };
}

const CHANNEL = trainingJobDefinition.input_data_config.attributes;

function longChannels(values: Values, { at, isUnknown }: Where): LongForm {
  const { channels: given, ...others } = values;
  if (given === undefined || given === null) return { values: others, ...NOTHING };
  const list = others['input_data_config'] ?? [];
  if (isUnknown(given) || isUnknown(list)) {
    return { values: { ...others, input_data_config: isUnknown(given) ? given : list }, ...NOTHING };
  }
  const listed = list as readonly unknown[];
  const added: Values[] = [];
  const moved: Moved[] = [];
  const clashes: Clash[] = [];
  const nameOf = (one: unknown): unknown => (isUnknown(one) ? undefined : (one as Values)['channel_name']);
  for (const [name, uri] of Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const channel = { channel_name: name, data_source: { s3_data_source: { s3_uri: uri as unknown } } };
    const path = [...at, 'channels', name];
    const twin = listed.findIndex((one) => nameOf(one) === name);
    if (twin === -1) {
      moved.push({ from: [...at, 'input_data_config', listed.length + added.length], to: path });
      added.push(channel);
    } else if (!mayBeSame(listed[twin], channel, isUnknown)) {
      clashes.push({ path, other: [...at, 'input_data_config', twin], kind: 'channel' });
    }
  }
  if (listed.length === 0 && added.length > 0) {
    moved.push({ from: [...at, 'input_data_config'], to: [...at, 'channels'] });
  }
  return { values: { ...others, input_data_config: [...listed, ...added] }, moved, clashes };
}

function mayBeSame(listed: unknown, channel: object, isUnknown: IsUnknown): boolean {
  const hasUnknown = (value: unknown): boolean =>
    isUnknown(value) ||
    (typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown));
  if (hasUnknown(listed) || hasUnknown(channel)) return true;
  const text = (one: object): string => canonicalJson(canonical(CHANNEL, complete(CHANNEL, one)));
  return text(listed as object) === text(channel);
}

function longObjective(values: Values, { at, objective, isUnknown }: Where): LongForm {
  const { [objective]: goal, algorithm_specification: algorithm } = values;
  if (goal === undefined || goal === null) return { values, ...NOTHING };
  // An objective that is not known yet may hold a regex, so the metrics are not known either.
  if (isUnknown(goal)) return { values: withMetrics(values, goal, isUnknown), ...NOTHING };
  const { regex, ...own } = goal as Values;
  const others = { ...values, [objective]: own };
  if (regex === undefined || regex === null) return { values: others, ...NOTHING };
  const { metric_definitions: list } = (isUnknown(algorithm) ? {} : (algorithm ?? {})) as Values;
  if (isUnknown(list)) return { values: others, ...NOTHING };
  const listed = (list ?? []) as readonly unknown[];
  const { metric_name: name } = own;
  const twin = listed.findIndex(
    (one) => !isUnknown(one) && !isUnknown(name) && (one as Values)['name'] === name,
  );
  if (twin === -1) {
    return {
      values: withMetrics(others, [...listed, { name, regex }], isUnknown),
      moved: [
        { from: [...at, ...METRICS, listed.length], to: [...at, objective], members: OBJECTIVE },
        ...(listed.length > 0 ? [] : [{ from: [...at, ...METRICS], to: [...at, objective, 'regex'] }]),
      ],
      clashes: [],
    };
  }
  const { regex: theirs } = listed[twin] as Values;
  const mayAgree = isUnknown(regex) || isUnknown(theirs) || regex === theirs;
  const clash = {
    path: [...at, objective, 'regex'],
    other: [...at, ...METRICS, twin, 'regex'],
    kind: 'regex',
  } as const;
  return { values: others, moved: [], clashes: mayAgree ? [] : [clash] };
}

/** Of a metric definition that stands in an objective. */
const OBJECTIVE = { name: 'metric_name', regex: 'regex' };

/** Leaves alone an algorithm that is missing, which is reported, or not known yet. */
function withMetrics(values: Values, metrics: unknown, isUnknown: IsUnknown): Values {
  const { algorithm_specification: algorithm } = values;
  if (algorithm === undefined || algorithm === null || isUnknown(algorithm)) return values;
  return { ...values, algorithm_specification: { ...algorithm, metric_definitions: metrics } };
}
