import { unknown } from '../../../modules/plugin';
import { endpointDraft } from '../../../modules/provider/endpoint/endpoint-draft';
import type { EndpointConfig } from '../../../modules/provider/endpoint/types';
import { validateEndpoint } from '../../../modules/tuning';
import { ENDPOINT_FAULTS } from '../../support/endpoint-faults';

const SOUND = {
  name: 'churn',
  role_arn: unknown,
  model_data_url: 's3://bucket/model.tar.gz',
  image: unknown,
  production_variant: { instance_type: unknown, initial_instance_count: null, variant_name: null },
  environment: null,
  smoke_request: null,
  tags: null,
};

const faultsOf = (changes: object) =>
  validateEndpoint(endpointDraft({ ...SOUND, ...changes } as unknown as EndpointConfig));

describe('the configuration of an endpoint', () => {
  it.each(ENDPOINT_FAULTS)('is rejected at plan for the fault at $path', ({ draft, ...fault }) => {
    expect(faultsOf(draft)).toEqual([{ severity: 'error', ...fault }]);
  });

  it('is sound as far as it is known', () => {
    expect([faultsOf({}), faultsOf({ production_variant: unknown, smoke_request: unknown })]).toEqual([
      [],
      [],
    ]);
  });
});
