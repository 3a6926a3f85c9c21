import { mergeTuned } from '../../../modules/configuration';

const VALUES = {
  seed: 1,
  model: {
    max_iter: 60,
    max_depth: null,
    early_stopping: false,
    link: 'log',
    features: ['age'],
    tree: { leaves: 3 },
  },
};

describe('tuned values', () => {
  it('are read as the kind of value that the configuration has there', () => {
    const hyperparameters = {
      'model.max_iter': '12.0',
      'model.max_depth': '4',
      'model.early_stopping': 'true',
      'model.link': '"identity"',
      'model.features': '["density"]',
      'model.tree.leaves': '1e1',
      _tuning_objective_metric: 'deviance',
      sagemaker_region: 'us-east-1',
    };
    expect(mergeTuned(VALUES, hyperparameters)).toEqual({
      seed: 1,
      model: {
        max_iter: 12,
        max_depth: 4,
        early_stopping: true,
        link: 'identity',
        features: ['density'],
        tree: { leaves: 10 },
      },
    });
    expect(VALUES.model.max_iter).toBe(60);
  });

  it.each([
    [
      'an unknown name',
      { 'model.max_itre': '1' },
      "Hyperparameter 'model.max_itre' is no key of the configuration. Did you mean 'model.max_iter'? Keys are: seed, model.max_iter",
    ],
    [
      'a name without its group',
      { max_iter: '1' },
      "Hyperparameter 'max_iter' is no key of the configuration.",
    ],
    ['a mapping', { 'model.tree': '1' }, "Hyperparameter 'model.tree' is a mapping in the configuration."],
    [
      'a word for a number',
      { seed: 'one' },
      "Hyperparameter 'seed' is 'one', and the configuration has a number there, 1. Give a finite number.",
    ],
    ['hexadecimal', { seed: '0x10' }, 'Give a finite number.'],
    ['infinity', { seed: '1e999' }, 'Give a finite number.'],
    ['a number that loses digits', { seed: '9007199254740993' }, 'Give a finite number.'],
    ['nothing for a number', { seed: '' }, 'Give a finite number.'],
    ['a word for a flag', { 'model.early_stopping': 'yes' }, 'Give true or false.'],
    ['a word for a list', { 'model.features': 'age' }, 'Give a list in JSON.'],
    ['a name of the prototype', { toString: 'x' }, "Hyperparameter 'toString' is no key"],
  ])('reject %s', (_, hyperparameters, message) => {
    expect(() => mergeTuned(VALUES, hyperparameters)).toThrow(message);
  });
});
