import { trainingQuotaName } from '../../aws';
import { errorAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { defineDataSource, isUnknown } from '../../plugin';
import { gigabytesOf, RECOMMENDATION_SOURCE, recommendInstances } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { instanceRecommendationSchema } from './schema';

/** `tuneform_instance_recommendation`: calculates, and looks at the account's quotas unless the preflight is off. */
export const instanceRecommendation = defineDataSource<typeof instanceRecommendationSchema, ProviderData>({
  typeName: 'tuneform_instance_recommendation',
  schema: instanceRecommendationSchema,

  validate: ({ config: { data_gb: gigabytes, rows, columns } }): readonly Diagnostic[] => {
    if ([gigabytes, rows, columns].some(isUnknown)) return [];
    const isTable = rows !== null && columns !== null;
    if (gigabytes !== null ? rows === null && columns === null : isTable) return [];
    const problem =
      gigabytes === null
        ? 'Neither data_gb nor both rows and columns are set.'
        : 'data_gb is set together with rows or columns.';
    return [
      errorAt(
        [gigabytes === null && rows === null ? 'rows' : gigabytes === null ? 'columns' : 'data_gb'],
        'Size of the Data Unclear',
        `${problem} Set either data_gb, or rows and columns.`,
      ),
    ];
  },

  async read({ config, configured }) {
    const { data_gb: given, rows, columns } = config;
    const gigabytes = given ?? gigabytesOf(rows ?? 0, columns ?? 0);
    const { prices } = configured;
    const candidates = recommendInstances(gigabytes, prices);
    const { quotas, told } = await quotasOf(configured);
    const quotaOf = (type: string, isSpot: boolean): number | null =>
      quotas?.get(trainingQuotaName(type, isSpot)) ?? null;
    const typeOf = (compute: 'CPU' | 'GPU'): string =>
      candidates.find((one) => one.compute === compute)?.instanceType ?? '';
    return {
      state: {
        ...config,
        size_gb: gigabytes,
        cpu_instance_type: typeOf('CPU'),
        gpu_instance_type: typeOf('GPU'),
        candidates: candidates.map((one) => ({
          compute: one.compute,
          instance_type: one.instanceType,
          vcpus: one.vcpus,
          memory_gb: one.memoryGb,
          gpus: one.gpus,
          gpu_memory_gb: one.gpuMemoryGb,
          price_per_hour_usd: one.usdPerHour ?? null,
          quota_instances: quotaOf(one.instanceType, false),
          quota_spot_instances: quotaOf(one.instanceType, true),
          measured_hours: one.measuredHours ?? null,
          measured_cost_usd: one.measuredUsd ?? null,
          because: one.because,
        })),
        prices:
          prices.table === undefined
            ? `no price table for region ${prices.region}`
            : `${prices.table.region} on-demand list prices of ${prices.table.asOf}`,
        quotas: told,
        source: RECOMMENDATION_SOURCE,
      },
    };
  },
});

/** Returns the account's quotas, and where they are from or why there are none. */
async function quotasOf({ preflight, session }: ProviderData): Promise<{
  readonly quotas?: ReadonlyMap<string, number>;
  readonly told: string;
}> {
  const { region } = session.settings;
  if (preflight === undefined) return { told: 'not looked at: preflight = false in the provider' };
  const looked = await preflight.quotas();
  if ('seen' in looked) return { quotas: looked.seen.quotas, told: `of this account in ${region}` };
  const { why, actions, reason } = looked.unseen;
  return {
    told:
      why === 'not allowed'
        ? `not looked at: allow ${[...actions].sort().join(', ')}`
        : `not looked at: ${why === 'no credentials' ? 'there are no valid AWS credentials' : reason}`,
  };
}
