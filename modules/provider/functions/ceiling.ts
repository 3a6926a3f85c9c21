import { defineFunction, FunctionRejection, types } from '../../plugin';
import { costCeiling, explainCostCeiling, whyUnknown } from '../../tuning';
import { regionalPrices } from './regional-prices';
import { searchOf } from './search-argument';

/** `provider::tuneform::ceiling(region, search)`: the most that a search can cost, before there is a resource. */
export const ceiling = defineFunction({
  name: 'ceiling',
  summary: 'Returns the maximum cost of a search.',
  description:
    'Returns the most that a search can cost at list price in US dollars, which is the `cost_ceiling` of a new `tuneform_experiment` with ' +
    'the same arguments in that region. A search without a limit, and one whose price is not known, is an error; `try` turns it into null.',
  parameters: [
    { name: 'region', type: types.string, description: 'AWS region, such as `us-east-1`.' },
    {
      name: 'search',
      type: types.dynamic,
      description:
        'Object with the arguments of `tuneform_experiment` that its cost depends on, `resource_limits`, `resource_config` and ' +
        '`stopping_condition` for example. It may have the others too, so a whole `tuneform_experiment` will do.',
    },
  ],
  result: types.number,
  call: ({ arguments: [region, search] }) => {
    const question = searchOf(search);
    const bound = costCeiling(question, regionalPrices(region));
    if (typeof bound.usd === 'number') return bound.usd;
    const reason = bound.usd === 'UNBOUNDED' ? explainCostCeiling(bound) : whyUnknown(bound);
    throw new FunctionRejection(reason, 1);
  },
});
