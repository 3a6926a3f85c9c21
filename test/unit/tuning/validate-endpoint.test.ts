import { validateEndpoint } from '../../../modules/tuning';
import type { EndpointDraft } from '../../../modules/tuning';
import { ENDPOINT_FAULTS } from '../../support/endpoint-faults';

const SOUND: EndpointDraft = {
  name: 'churn',
  role_arn: 'arn:aws:iam::123456789012:role/serving',
  model_data_url: 's3://bucket/model.tar.gz',
  image: 'repository:tag',
  production_variant: { instance_type: 'ml.m5.large', initial_instance_count: 1, variant_name: 'AllTraffic' },
  smoke_request: { expect_pattern: '^0|1$' },
};

describe('an endpoint', () => {
  it.each(ENDPOINT_FAULTS)('has a fault at $path: $summary', ({ draft, ...fault }) => {
    expect(validateEndpoint({ ...SOUND, ...draft })).toEqual([{ severity: 'error', ...fault }]);
  });

  it('has a fault, and no exception, if its variant is null', () => {
    expect(validateEndpoint({ ...SOUND, production_variant: null })).toEqual([
      {
        severity: 'error',
        path: ['production_variant'],
        summary: 'Production Variant Missing',
        detail:
          'production_variant is null. It says which machines serve the model: set at least its instance_type.',
      },
    ]);
  });

  it('has none when it is sound, and none in what is not known yet', () => {
    expect([validateEndpoint(SOUND), validateEndpoint({})]).toEqual([[], []]);
    expect(validateEndpoint({ ...SOUND, model_data_url: null, image: null, smoke_request: null })).toEqual(
      [],
    );
  });
});
