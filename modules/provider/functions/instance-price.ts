import { defineFunction, FunctionRejection, types } from '../../plugin';
import { pricePerHour } from '../../tuning';
import { regionalPrices } from './regional-prices';

const KINDS = ['training', 'hosting'] as const;

/** `provider::tuneform::instance_price(region, instance_type, kind)`: US dollars for one instance for one hour. */
export const instancePrice = defineFunction({
  name: 'instance_price',
  summary: 'Returns the list price of an instance for an hour.',
  description:
    'Returns the on-demand list price of one instance for one hour in US dollars, as a plan in that region calculates with it. A price that ' +
    'is not known is an error; `try` turns it into null.',
  parameters: [
    { name: 'region', type: types.string, description: 'AWS region, such as `us-east-1`.' },
    { name: 'instance_type', type: types.string, description: 'Instance type, such as `ml.m5.xlarge`.' },
    {
      name: 'kind',
      type: types.string,
      description:
        '`training`, or `hosting` for an instance of an endpoint: SageMaker prices them differently.',
    },
  ],
  result: types.number,
  call: ({ arguments: [region, instanceType, kind] }) => {
    const use = KINDS.find((one) => one === kind);
    if (use === undefined) {
      throw new FunctionRejection(`kind must be "training" or "hosting", not ${JSON.stringify(kind)}`, 2);
    }
    const prices = regionalPrices(region);
    const price = pricePerHour(prices, instanceType, use);
    if (price === undefined) {
      throw new FunctionRejection(
        `the price table of ${region} of ${prices.table.asOf} has no ${use} price for "${instanceType}". Correct the instance type, or ` +
          `get current prices: npx tuneform prices refresh --region ${region}`,
        1,
      );
    }
    return price;
  },
});
