import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { CreateHyperParameterTuningJobRequest } from '@aws-sdk/client-sagemaker';
import { openSession, ownershipTags, TuningJobBoard } from '../../../modules/aws';
import type { AwsSession, Transport } from '../../../modules/aws';
import { showExperiment } from '../../../modules/cli/commands/show';
import { silentLogger } from '../../../modules/kernel';
import { unknown } from '../../../modules/plugin';
import { championResource } from '../../../modules/provider/champion/resource';
import type { ShownState as ChampionState } from '../../../modules/provider/champion/types';
import { tuningJobName } from '../../../modules/tuning';
import { InProcessHandler } from '../../support/in-process-handler';
import { usEast1Prices } from '../../support/us-east-1-prices';
import { hyperparametersOf, SimulatedSearches } from '../../support/simulated-searches';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';

const TRACEBACK = ['Traceback (most recent call last):', '  File "train"', 'ValueError: no column “y”'];

/** Programs by their static hyperparameter `kind`. */
const searches = new SimulatedSearches((container) => {
  const { kind = '', x = '0' } = hyperparametersOf(container);
  if (kind === 'good') return { lines: [`score=${String(1 - (Number(x) - 0.5) ** 2)};`] };
  if (kind === 'failing') return { lines: ['start', ...TRACEBACK], exitCode: 1 };
  if (kind === 'silent') return { lines: ['epoch 1', `final_score: ${x}`] };
  if (kind === 'flat') return { lines: ['hyperparameters: {"x": 0.5}', 'score=0.7;'] };
  return { lines: [`score=${x};`], exitCode: Number(x) > 0.5 ? 3 : 0 };
});

let session: AwsSession;
let isLogForbidden = false;

beforeAll(async () => {
  await searches.start();
  const { cloud } = searches.simulated;
  const handler = new InProcessHandler(cloud);
  const transport = {
    handle: (request: { headers: Partial<Record<string, string>> }, options: object) =>
      isLogForbidden && request.headers['x-amz-target']?.startsWith('Logs_') === true
        ? Promise.reject(Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' }))
        : handler.handle(request as never, options),
    metadata: { handlerProtocol: 'http/1.1' },
  };
  session = openSession(
    { target: 'local', region: 'us-east-1', endpoint: 'http://127.0.0.1', credentials: cloud.credentials },
    { transport: transport as unknown as Transport },
  );
}, 30_000);
afterEach(() => {
  isLogForbidden = false;
});
afterAll(() => searches.remove());

const nameOf = (experiment: string, shard?: number): string =>
  tuningJobName({ owner: 'me', name: experiment, fingerprint: 'f1', run: 1, shard });

function requestOf(kind: string, shard?: number): CreateHyperParameterTuningJobRequest {
  const request = searches.simulated.tuningRequest(nameOf(kind, shard), {
    ResourceLimits: { MaxNumberOfTrainingJobs: 6, MaxParallelTrainingJobs: 1 },
  });
  const definition = request.TrainingJobDefinition!;
  const own = { owner: 'me', experiment: kind, fingerprint: 'f1', generation: 1, run: 1 };
  return {
    ...request,
    TrainingJobDefinition: {
      ...definition,
      StaticHyperParameters: { kind },
      // A champion has an artifact: an empty folder is one only when it is packed.
      OutputDataConfig: { ...definition.OutputDataConfig!, CompressionType: 'GZIP' },
    },
    Tags: Object.entries(ownershipTags(own)).map(([Key, Value]) => ({ Key, Value })),
  };
}

const asking = (names: readonly string[], objective = { type: 'Maximize', metric_name: 'score' }) =>
  ({
    name: 'best',
    tuning_job_names: names.join(' '),
    objective,
    wait: { timeout: '0s', poll: null },
    gate: null,
    approval: 'automatic',
    approved_training_job: null,
    pin: null,
    reject: null,
    status: 'InProgress',
    candidate: null,
    current: null,
  }) as unknown as ChampionState;
const context = { signal: new AbortController().signal, logger: silentLogger, deferralAllowed: false };
const configured = () => ({
  session,
  board: new TuningJobBoard(session),
  owner: 'me',
  defaultTags: {},
  prices: usEast1Prices,
});
/** What a plan with approval `automatic` leaves to the apply. */
const OPEN = { status: unknown, verdict: unknown, because: unknown };
async function decide(state: ChampionState) {
  const { state: decided, diagnostics = [] } = await championResource.create(
    { planned: { ...state, ...OPEN }, configured: configured() } as never,
    context,
  );
  return { decided: decided!, said: diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`) };
}
async function show(name: string, json = false) {
  const terminal = collectingTerminal('/');
  await showExperiment(session, name, { json }, terminal);
  return terminal.stdout.join('\n');
}

describe('what a champion and `tuneform show` say about a search', () => {
  it('is nothing if nothing is wrong', async () => {
    await searches.run(requestOf('good'));
    expect((await decide(asking([nameOf('good')]))).said).toEqual([]);
    expect(JSON.parse(await show('good', true))).toMatchObject({ findings: [] });
  });

  it('is why every training job failed, with the first error and the end of the log, in one warning', async () => {
    await searches.run(requestOf('failing'));
    const { decided, said } = await decide(asking([nameOf('failing')]));
    expect(decided).toMatchObject({ status: 'Failed', verdict: 'no winner' });
    expect(said).toHaveLength(1);
    const [warning = ''] = said;
    expect(warning).toMatch(/^Search Without a Winner: Tuning job "failing-\w{12}" ended with status Failed/);
    expect(warning).toContain('training jobs failed, for one reason.');
    expect(warning).toContain('    ValueError: no column “y”');
    expect(warning).toMatch(/ \[NO_WINNER\]$/);
    const shown = await show('failing');
    expect(shown).toContain('Error: Every Training Job Failed [EVERY_TRAINING_JOB_FAILED]');
    expect(shown).toContain('ValueError: no column “y”');
  });

  it('is an error if the champion must not be without a winner, and the next plan decides again', async () => {
    const demanding = { ...asking([nameOf('failing')]), fail_on: 'no_winner' } as ChampionState;
    const { state, diagnostics } = await championResource.create(
      { planned: { ...demanding, ...OPEN } as never, configured: configured() } as never,
      context,
    );
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        summary: 'Search Without a Winner',
        detail: expect.stringMatching(/ValueError: no column “y”.*\[NO_WINNER\]$/s),
        path: ['fail_on'],
      },
    ]);
    expect(state).toMatchObject({ status: 'Failed', verdict: 'no winner' });
  });

  it('is the lines that come nearest to a metric that no training job emitted', async () => {
    await searches.run(requestOf('silent'));
    const { said } = await decide(asking([nameOf('silent')]));
    expect(said).toEqual([
      expect.stringMatching(/these lines come nearest:\n {4}final_score: [\d.]+\n.*\[NO_WINNER\]$/),
    ]);
  });

  it('names the experiment, so that Terraform does not fold two of a kind, and says each once', async () => {
    await searches.run(requestOf('flat'));
    const { decided, said } = await decide(asking([nameOf('flat')]));
    expect(decided).toMatchObject({ status: 'Completed', verdict: 'promote' });
    expect(said).toEqual([
      expect.stringMatching(
        /^Hyperparameter Does Not Reach the Program: flat: x was given as .* \[PARAMETER_NOT_USED\]$/,
      ),
      expect.stringMatching(/^Objective Does Not Vary: flat: score of all 6 .* \[OBJECTIVE_FLAT\]$/s),
    ]);
    const later = await championResource.read({ state: decided, configured: configured() } as never, context);
    expect(later.diagnostics ?? []).toEqual([]);
    const { findings } = JSON.parse(await show('flat', true)) as { findings: readonly { code: string }[] };
    expect(findings.map(({ code }) => code)).toEqual(['PARAMETER_NOT_USED', 'OBJECTIVE_FLAT']);
  });

  it('comes with a refresh too, if that finds the search ended', async () => {
    const state = asking([nameOf('flat')]);
    const { diagnostics = [] } = await championResource.read(
      { state, configured: configured() } as never,
      context,
    );
    expect(diagnostics.map(({ summary }) => summary)).toContain('Objective Does Not Vary: flat');
  });

  it('is less without the right to read logs, and says so', async () => {
    isLogForbidden = true;
    const { decided, said } = await decide(asking([nameOf('failing')]));
    expect(decided.verdict).toBe('no winner');
    expect(said).toEqual([
      expect.stringContaining('The logs were not read: the caller may not read log group'),
    ]);
  });

  it('counts failures of some by their cause', async () => {
    await searches.run(requestOf('partly'));
    const { said } = await decide(asking([nameOf('partly')]));
    expect(said).toEqual([
      expect.stringMatching(/^Training Jobs Failed: partly: \d of \d training jobs failed\. .*exit code: 3/s),
    ]);
  });
});

describe('a champion', () => {
  it('is its own best after a warm start, although a parent has a better one', async () => {
    const job = await searches.run({
      ...requestOf('flat', 2),
      WarmStartConfig: {
        ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: nameOf('good') }],
        WarmStartType: 'TransferLearning',
      },
    });
    expect(job.OverallBestTrainingJob?.TrainingJobName).not.toBe(job.BestTrainingJob?.TrainingJobName);
    const { decided } = await decide(asking([nameOf('flat', 2)]));
    expect(decided.candidate).toMatchObject({
      training_job_name: expect.stringContaining(nameOf('flat', 2)),
      metric_value: 0.7,
    });
  });
});

describe('a champion whose objective is not the search’s', () => {
  it.each([
    { objective: { type: 'Minimize', metric_name: 'score' }, but: 'Maximize score' },
    { objective: { type: 'Maximize', metric_name: 'auc' }, but: 'Maximize score' },
  ])('has no winner, for values do not compare: $objective', async ({ objective, but }) => {
    const { decided } = await decide(asking([nameOf('good')], objective));
    expect(decided).toMatchObject({
      verdict: 'no winner',
      because: expect.stringContaining(
        `the objective of its training jobs is ${but}, which does not compare`,
      ),
    });
  });
});

describe('an experiment with several tuning jobs or definitions', () => {
  it('shows the tuning jobs of one search as one generation', async () => {
    for (const shard of [undefined, 1]) {
      const request = requestOf('shards', shard);
      await searches.run({
        ...request,
        TrainingJobDefinition: { ...request.TrainingJobDefinition!, StaticHyperParameters: { kind: 'good' } },
      });
    }
    const shown = JSON.parse(await show('shards', true)) as { generations: readonly unknown[]; best: object };
    expect(shown.generations).toEqual([
      expect.objectContaining({
        generation: 1,
        tuningJobNames: [nameOf('shards'), nameOf('shards', 1)],
        status: 'Completed',
        counters: expect.objectContaining({ completed: 12 }),
      }),
    ]);
    expect(await show('shards')).toContain('Completed, 12 of 12 completed');
  });

  it('has a winner for each definition whose objective differs, and the best as the service gives it', async () => {
    const name = 'mixed';
    await searches.simulated.s3.send(
      new PutObjectCommand({ Bucket: 'experiments', Key: 'train/rows', Body: 'y' }),
    );
    const { TrainingJobDefinition: shared, HyperParameterTuningJobConfig: config } = requestOf('good');
    const { HyperParameterTuningJobObjective: objective, ParameterRanges: ranges, ...limits } = config!;
    const definition = (own: string, metric: string) => ({
      ...shared!,
      DefinitionName: own,
      TuningObjective: { ...objective!, MetricName: metric },
      HyperParameterRanges: ranges!,
      InputDataConfig: [
        {
          ChannelName: 'train',
          DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://experiments/train/' } },
        },
      ],
      AlgorithmSpecification: {
        ...shared!.AlgorithmSpecification!,
        MetricDefinitions: [{ Name: metric, Regex: 'score=([^;]*);' }],
      },
    });
    const job = await searches.run({
      HyperParameterTuningJobName: name,
      HyperParameterTuningJobConfig: limits,
      TrainingJobDefinitions: [definition('trees', 'score'), definition('nets', 'auc')],
    } as CreateHyperParameterTuningJobRequest);
    const shown = JSON.parse(await show(name, true)) as {
      winners: readonly { definition: string; trial: { metricName: string } }[];
      best: { trainingJobName: string };
    };
    expect(shown.winners.map(({ definition: own, trial }) => [own, trial.metricName])).toEqual([
      ['trees', 'score'],
      ['nets', 'auc'],
    ]);
    expect(shown.best.trainingJobName).toBe(job.BestTrainingJob?.TrainingJobName);
    // A champion compares the training jobs of its own objective alone.
    const { decided } = await decide(asking([name], { type: 'Maximize', metric_name: 'auc' }));
    expect(decided.candidate).toMatchObject({
      training_job_name: (shown.winners[1]?.trial as unknown as { trainingJobName: string }).trainingJobName,
      metric_name: 'auc',
    });
  });
});
