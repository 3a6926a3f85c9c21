type Values = Readonly<Record<string, unknown>>;

/**
 * Returns the configuration that asks for the same in short forms wherever they fit, as an author would: a channel that says no more
 * than its S3 prefix is one of `channels`, and the objective's metric definition is the objective's `regex`.
 *
 * @param inputs in the long form, with null for what an author leaves out.
 */
export function shortForm(inputs: object): Values {
  const { training_job_definitions: listed, ...own } = inputs as Values;
  const flat = shortDefinition(own, 'objective');
  if (listed === undefined) return flat;
  const definitions = (listed as readonly Values[] | null)?.map((one) =>
    shortDefinition(one, 'tuning_objective'),
  );
  return { ...flat, training_job_definitions: definitions ?? null };
}

const shortDefinition = (values: Values, objective: string): Values =>
  shortObjective(shortChannels(values), objective);

function shortChannels(values: Values): Values {
  const listed = (values['input_data_config'] ?? []) as readonly Values[];
  const plain = listed.flatMap((one): [string, string][] => {
    const uri = onlyUri(one);
    return uri === undefined ? [] : [[String(one['channel_name']), uri]];
  });
  const others = listed.filter((one) => onlyUri(one) === undefined);
  return {
    ...values,
    input_data_config: others.length === 0 ? null : others,
    channels: plain.length === 0 ? null : Object.fromEntries(plain),
  };
}

/** The S3 prefix of a channel that says nothing else. */
function onlyUri(channel: Values): string | undefined {
  const { data_source: source } = given(channel, 'channel_name', 'data_source') ?? {};
  const { s3_data_source: s3 } = given(source, 's3_data_source') ?? {};
  const { s3_uri: uri } = given(s3, 's3_uri') ?? {};
  return typeof uri === 'string' ? uri : undefined;
}

/** The given members of an object; `undefined` if it has any other than these. */
function given(object: unknown, ...names: readonly string[]): Values | undefined {
  if (typeof object !== 'object' || object === null) return undefined;
  const present = Object.entries(object).filter(([, value]) => value !== null && value !== undefined);
  return present.every(([name]) => names.includes(name)) ? Object.fromEntries(present) : undefined;
}

function shortObjective(values: Values, objective: string): Values {
  const goal = values[objective] as Values | null | undefined;
  if (goal === null || goal === undefined) return values;
  const { algorithm_specification: algorithm } = values as { algorithm_specification?: Values | null };
  const listed = (algorithm?.['metric_definitions'] ?? []) as readonly Values[];
  const isOwn = ({ name }: Values): boolean => name === goal['metric_name'];
  const others = listed.filter((one) => !isOwn(one));
  const metrics = others.length === 0 ? null : others;
  return {
    ...values,
    [objective]: { ...goal, regex: listed.find(isOwn)?.['regex'] ?? null },
    ...(algorithm && { algorithm_specification: { ...algorithm, metric_definitions: metrics } }),
  };
}
