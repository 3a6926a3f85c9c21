import { validateTrainingJob } from '../../../modules/tuning';

/** The titles of what is wrong with requiring these metrics of a smoke run that defines one. */
const required = (...names: (string | undefined)[]) =>
  validateTrainingJob(
    {
      algorithm_specification: {
        metric_definitions: [{ name: 'accuracy', regex: '(?:^|\\s)accuracy=(\\S+)' }],
      },
    },
    names,
  ).map(({ path = [], summary, detail }) => ({ path: path.join('.'), summary, detail }));

it('requires only metrics that are defined, as far as their names are known', () => {
  expect(required('accuracy', undefined)).toEqual([]);
  expect(required('accuracy', 'acuracy')).toEqual([
    {
      path: 'require.metric_names.1',
      summary: 'Required Metric Not Defined',
      detail: expect.stringContaining('Did you mean "accuracy"?'),
    },
  ]);
});

it('takes no line break in the name of an attribute of a manifest', () => {
  const s3_data_source = {
    s3_uri: 's3://data/list',
    s3_data_type: 'AugmentedManifestFile',
    attribute_names: ['image', 'la\nbel'],
  };
  const input_data_config = [{ channel_name: 'train', input_mode: 'Pipe', data_source: { s3_data_source } }];
  expect(validateTrainingJob({ input_data_config })).toEqual([
    expect.objectContaining({
      severity: 'error',
      path: ['input_data_config', 0, 'data_source', 's3_data_source', 'attribute_names', 1],
      summary: 'Line Break in Name',
    }),
  ]);
});
