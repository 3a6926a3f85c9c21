import * as fc from 'fast-check';
import { draftOf, experimentModel, validateExperiment } from '../../../modules/tuning';
import type { Attributes, ExperimentDraft } from '../../../modules/tuning';
import { anExperiment, changed, declared } from './an-experiment';

/** Objects with one attribute each, at any depth, that is null or missing. */
function withoutOne(attributes: Attributes): readonly object[] {
  return Object.entries(attributes).flatMap(([name, { kind, attributes: inner }]) => [
    {},
    { [name]: null },
    ...(inner === undefined ? [] : withoutOne(inner)).map((value) => ({
      [name]: kind === 'list' ? [value] : value,
    })),
  ]);
}

describe('validateExperiment, of an experiment that is not wholly known', () => {
  it('has nothing to say about an experiment of which nothing is known', () => {
    expect(validateExperiment({})).toEqual([]);
  });

  it('skips the checks that need a list of ranges that is not known yet', () => {
    const parameter_ranges = {
      ...declared([{ kind: 'categorical', name: 'booster', values: ['a', 'b'] }]),
      integer_parameter_ranges: undefined,
    };
    expect(validateExperiment(changed({ name: 'digits', ...anExperiment() }, { parameter_ranges }))).toEqual(
      [],
    );
  });

  it('finds no more wrong when less is known', () => {
    const complete: ExperimentDraft = {
      name: 'digits',
      ...anExperiment({
        resource_config: { instance_type: 'ml.nothing' },
        stopping_condition: { max_runtime_in_seconds: -1 },
        role_arn: 'x',
        algorithm_specification: { training_image: 'a b' },
      }),
      resource_limits: { max_number_of_training_jobs: 40, max_parallel_training_jobs: 400 },
      parameter_ranges: declared([{ kind: 'continuous', name: 'x', min: 3, max: 1, scaling: 'Logarithmic' }]),
    };
    const all = new Set(validateExperiment(complete).map((diagnostic) => JSON.stringify(diagnostic)));
    expect(all.size).toBeGreaterThan(4);
    fc.assert(
      fc.property(fc.subarray(Object.keys(complete)), (hidden) => {
        const partial = Object.fromEntries(Object.entries(complete).filter(([key]) => !hidden.includes(key)));
        for (const diagnostic of validateExperiment(partial)) {
          expect(all).toContain(JSON.stringify(diagnostic));
        }
      }),
    );
  });

  it('throws for nothing that is missing, at any depth, and names what a search needs', () => {
    const configurations = withoutOne(experimentModel);
    expect(configurations.length).toBeGreaterThan(300);
    for (const configuration of configurations) {
      expect(() => validateExperiment(draftOf(configuration, () => false))).not.toThrow();
    }
    const { stopping_condition: _, ...rest } = anExperiment();
    expect(validateExperiment(draftOf({ name: 'digits', ...rest }, () => false))).toMatchObject([
      { path: ['stopping_condition'], summary: 'Missing Required Attribute' },
    ]);
  });
});
