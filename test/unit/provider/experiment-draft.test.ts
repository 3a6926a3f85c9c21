import { isUnknown, unknown } from '../../../modules/plugin';
import { plannedSpec } from '../../../modules/provider/experiment/planned-spec';
import { hasErrors } from '../../../modules/kernel';
import { draftOf, specOf, validateExperiment } from '../../../modules/tuning';
import { experimentConfig, experimentPlan, experimentWritten } from './configurations';

const errors = (change: Record<string, unknown>) =>
  validateExperiment(draftOf(experimentWritten(change), isUnknown)).filter(
    ({ severity }) => severity === 'error',
  );

describe('reading a configuration for validation', () => {
  it('finds nothing wrong with a good one', () => {
    expect(errors({})).toEqual([]);
  });

  it('says the same as the spec that is launched, once everything is known', () => {
    const { name, ...draft } = draftOf(experimentWritten(), isUnknown);
    expect(name).toBe('churn');
    expect(specOf(draft)).toEqual(plannedSpec(experimentPlan()));
  });

  it.each(Object.keys(experimentConfig))('takes an unknown %s for something to be checked later', (name) => {
    expect(hasErrors(errors({ [name]: unknown }))).toBe(false);
  });

  it('takes what is unknown inside for something to be checked later', () => {
    const inside = {
      objective: { type: unknown, metric_name: unknown },
      parameter_ranges: {
        integer_parameter_ranges: unknown,
        continuous_parameter_ranges: [
          { name: unknown, min_value: unknown, max_value: 1, scaling_type: null },
        ],
        categorical_parameter_ranges: [{ name: 'c', values: [unknown, 'b'] }],
      },
      algorithm_specification: {
        training_image: unknown,
        training_input_mode: null,
        metric_definitions: [unknown],
      },
      input_data_config: [{ ...experimentConfig.input_data_config[0], data_source: unknown }],
      static_hyper_parameters: { a: unknown },
    };
    expect(errors(inside)).toEqual([]);
  });

  it('keeps positions, so that an error points at the range that is wrong', () => {
    const ranges = {
      ...experimentConfig.parameter_ranges,
      continuous_parameter_ranges: [
        unknown,
        { name: 'rate', min_value: 2, max_value: 1, scaling_type: null },
      ],
    };
    expect(errors({ parameter_ranges: ranges })[0]?.path?.slice(0, 3)).toEqual([
      'parameter_ranges',
      'continuous_parameter_ranges',
      1,
    ]);
  });
});
