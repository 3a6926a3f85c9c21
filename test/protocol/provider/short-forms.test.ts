import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { experiment, trainingJob } from '../../support/fault-table/scenarios';
import { PlayedProvider } from '../../support/played-terraform/played-provider';
import { PlayedResource } from '../../support/played-terraform/played-resource';

let bench: FaultBench;
let provider: PlayedProvider;

beforeAll(async () => {
  bench = await startFaultBench();
  provider = new PlayedProvider(bench.executable);
}, 120_000);
afterAll(async () => {
  await provider.dispose();
  await bench.stop();
});

const open = (typeName: string): PlayedResource =>
  new PlayedResource(provider, { providerConfig: bench.providerConfig(bench.cloud.cloud.url), typeName });

/** Short forms of what the long ones of the bench say. */
const shortened = (folder: string) => ({
  input_data_config: null,
  channels: { train: `s3://${bench.bucket}/${folder}/` },
});

describe('another form of the same', () => {
  it('is no other search: it launches nothing, whichever way the form changes', async () => {
    const long = experiment()({ bench, name: 'forms', host: '' });
    const short = {
      ...long,
      ...shortened('train'),
      objective: { type: 'Maximize', metric_name: 'score', regex: 'score=([0-9.]+);' },
      algorithm_specification: { training_image: bench.imageUri },
    };
    const search = open('tuneform_experiment');
    expect((await search.apply(short)).errors).toEqual([]);
    const { tuning_job_names: launched } = search.state?.value ?? {};
    expect(await search.plan(short)).toMatchObject({ action: 'no-op', warnings: [] });
    for (const form of [long, short]) {
      expect(await search.apply(form)).toMatchObject({
        errors: [],
        warnings: [],
        planned: {
          action: expect.stringMatching(
            /^metadata only: only (?:\w+, )*channels(?:, \w+)* changed; the search stays as it is$/,
          ) as string,
          tuning_job_names: launched,
        },
      });
    }
    expect((await search.destroy()).errors).toEqual([]);
  });

  it('is no other smoke run', async () => {
    const long = trainingJob()({ bench, name: 'forms', host: '' });
    const smoke = open('tuneform_training_job');
    expect((await smoke.apply({ ...long, ...shortened('open') })).errors).toEqual([]);
    const { training_job_name: passed } = smoke.state?.value ?? {};
    const { planned, warnings } = await smoke.plan(long);
    expect(planned).toMatchObject({ training_job_name: passed, verdict: expect.stringMatching(/^passed: /) });
    expect(warnings).toEqual([]);
  });
});
