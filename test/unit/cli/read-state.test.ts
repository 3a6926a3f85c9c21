import { KnownObjects } from '../../../modules/cli/orphans/known-objects';
import { readState } from '../../../modules/cli/orphans/read-state';

const PLACE = 'arn:aws:sagemaker:eu-west-1:111122223333';
const experiment = {
  tuning_job_names: 'churn-a churn-b',
  role_arn: 'arn:aws:iam::111122223333:role/churn',
};
const kept = {
  tuning_job_arn: `${PLACE}:hyper-parameter-tuning-job/churn-b`,
  generations: [
    { tuning_jobs: [{ name: 'churn-a' }, { name: 'churn-c' }] },
    { tuning_jobs: [{ name: 'churn-b' }] },
  ],
  tags_all: { 'tuneform:owner': 'me' },
};
const bytes = Buffer.from(JSON.stringify(kept)).toString('base64');
const endpoint = {
  name: 'Serving',
  endpoint_arn: `${PLACE}:endpoint/serving`,
  endpoint_config_name: 'serving-c',
  model_name: 'serving-m',
  tags_all: { 'tuneform:owner': 'you' },
};
const inModule = {
  resources: [{ address: 'a', type: 'tuneform_experiment', values: experiment }],
  child_modules: [{ resources: [{ address: 'b', type: 'tuneform_endpoint', values: endpoint }] }],
};
const shown = { format_version: '1.0', values: { root_module: inModule } };
const planned = { format_version: '1.2', prior_state: { values: { root_module: inModule } } };
const file = {
  version: 4,
  resources: [
    { mode: 'managed', type: 'tuneform_experiment', instances: [{ attributes: experiment, private: bytes }] },
    { mode: 'managed', type: 'tuneform_endpoint', instances: [{ deposed: 'x', attributes: endpoint }] },
    { mode: 'managed', type: 'aws_s3_bucket', instances: [{ attributes: { name: 'bucket' } }] },
  ],
};

function read(...texts: readonly string[]): KnownObjects {
  const known = new KnownObjects();
  for (const text of texts) readState(text, 'state.json', known);
  return known;
}
const at = (name: string, place = PLACE) => ({ name, arn: `${place}:x/${name}` });

describe('what a state knows', () => {
  it.each([
    { what: 'show -json of a state', state: shown },
    { what: 'show -json of a plan', state: planned },
    { what: 'a state file', state: file },
  ])('is read from $what', ({ state }) => {
    const known = read(JSON.stringify(state));
    for (const name of ['churn-a', 'churn-b', 'serving', 'serving-c', 'serving-m']) {
      expect([name, known.has(at(name))]).toEqual([name, true]);
    }
    expect(known.has(at('churn-d'))).toBe(false);
    expect(known.has(at('bucket'))).toBe(false);
    // What the provider keeps for itself is in a state file alone.
    expect([known.has(at('churn-c')), known.owners]).toEqual(
      state === file ? [true, ['me', 'you']] : [false, ['you']],
    );
  });

  it('is of the region and account that its ARNs name: the same search has the same name in another', () => {
    const known = read(JSON.stringify(file));
    expect(known.has(at('churn-a', 'arn:aws:sagemaker:us-east-1:111122223333'))).toBe(false);
    expect(known.has(at('churn-a', 'arn:aws:sagemaker:eu-west-1:999999999999'))).toBe(false);
  });

  it('counts everywhere while state has no ARN yet, and whatever case SageMaker writes names in', () => {
    const values = { ...experiment, role_arn: null };
    const root_module = { resources: [{ type: 'tuneform_experiment', values }] };
    const known = read(JSON.stringify({ format_version: '1.0', values: { root_module } }));
    expect(known.has(at('CHURN-A', 'arn:aws:sagemaker:us-east-1:999999999999'))).toBe(true);
  });

  it('is what several states know together, and nothing where there is no state', () => {
    const only = (type: string, values: object) =>
      JSON.stringify({ format_version: '1.0', values: { root_module: { resources: [{ type, values }] } } });
    const known = read(only('tuneform_experiment', experiment), only('tuneform_endpoint', endpoint));
    expect([known.has(at('churn-a')), known.has(at('serving'))]).toEqual([true, true]);
    expect(read('{"format_version":"1.0"}').owners).toEqual([]);
  });

  it.each([
    ['', 'it is empty'],
    ['{', 'it is not JSON'],
    ['[]', 'it is JSON, but not an object'],
    ['{"resources":[]}', 'it is not a state'],
    ['{"version":3}', 'version 3, but only version 4 can be read'],
    ['{"meta":{},"encrypted_data":"x"}', 'it is encrypted'],
  ])('cannot be told from %j, and why is said', (text, reason) => {
    expect(() => read(text)).toThrow(reason);
    expect(() => read(text)).toThrow(/^state\.json cannot be read .*terraform show -json/);
  });

  it.each(['{"version":4}', '{"version":4,"resources":[{}]}', '{"format_version":"1.0","values":null}'])(
    'is nothing in %s',
    (text) => {
      expect(read(text).has(at('churn-a'))).toBe(false);
    },
  );
});
