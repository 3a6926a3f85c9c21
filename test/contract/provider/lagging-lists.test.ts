import { awaitingChampion } from '../../support/awaiting-champion';
import { usEast1Prices } from '../../support/us-east-1-prices';
import {
  CreateHyperParameterTuningJobCommand,
  DeleteHyperParameterTuningJobCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { HyperParameterTrainingJobSummary } from '@aws-sdk/client-sagemaker';
import { experimentResults, findExperiment } from '../../../modules/aws';
import { silentLogger } from '../../../modules/kernel';
import { championResource } from '../../../modules/provider/champion/resource';
import { decodeKept, encodeKept, hasSeen, rememberSeen } from '../../../modules/provider/champion/kept';
import { lookAtSearch } from '../../../modules/provider/champion/look-at-search';
import type { ShownState as ChampionState } from '../../../modules/provider/champion/types';
import type { ProviderData } from '../../../modules/provider/provider-data';
import { startRewritingProxy } from '../../support/rewriting-proxy';
import type { Rewrite, RewritingProxy } from '../../support/rewriting-proxy';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { SageMakerFixture, SHELL_TRAIN } from '../../support/sagemaker-fixture';
import { providerOf } from './provider-of';

const SEARCH = 'parabola';
const EQUAL = 'equal';

let running: RunningCloud;
let aws: SageMakerFixture;
let proxy: RewritingProxy;
let configured: ProviderData;
let lie: Rewrite;
let trials: readonly HyperParameterTrainingJobSummary[];
let best: string;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  const images = {
    [SEARCH]: await aws.pushImage('varied', { train: SHELL_TRAIN }),
    [EQUAL]: await aws.pushImage('equal', { train: '#!/bin/sh\necho "score=0.5;"\n' }),
  };
  for (const [name, image] of Object.entries(images)) {
    await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(aws.tuningRequest(name, image)));
    const { BestTrainingJob } = await aws.tuningJobEnd(name);
    if (name === SEARCH) best = BestTrainingJob?.TrainingJobName ?? '';
  }
  trials = await trialsOf(SEARCH);
  proxy = await startRewritingProxy(running.cloud.url, (operation, answer) => lie(operation, answer));
  configured = providerOf(running.cloud, proxy.url);
});
afterAll(async () => {
  configured.session.sageMaker().client.destroy();
  await proxy.close();
  aws.dispose();
  await running.remove();
});

const trialsOf = async (name: string) =>
  (
    await aws.sagemaker.send(
      new ListTrainingJobsForHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
    )
  ).TrainingJobSummaries ?? [];

type Row = Record<string, unknown>;
const LIST = 'ListTrainingJobsForHyperParameterTuningJob';

/** Changes the rows of the list of training jobs, while `counts` more lists are told. */
function lag(change: (rows: readonly Row[]) => readonly Row[], counts = Infinity): Rewrite {
  let left = counts;
  return (operation, answer) => {
    if (operation !== LIST || left <= 0) return answer;
    left -= 1;
    return { ...answer, TrainingJobSummaries: change(answer['TrainingJobSummaries'] as readonly Row[]) };
  };
}
const ofBest = (change: (row: Row) => Row | undefined) => (rows: readonly Row[]) =>
  rows.flatMap((row): Row | readonly Row[] => (row['TrainingJobName'] === best ? (change(row) ?? []) : row));
const truth: Rewrite = (_, answer) => answer;

const LAGS = [
  { what: 'lacks the best training job', change: ofBest(() => undefined) },
  {
    what: 'lacks its metric',
    change: ofBest(({ FinalHyperParameterTuningJobObjectiveMetric: _, ...row }) => row),
  },
  {
    what: 'has not read its metric yet',
    change: ofBest(({ FinalHyperParameterTuningJobObjectiveMetric: _, ...row }) => ({
      ...row,
      ObjectiveStatus: 'Pending',
    })),
  },
  {
    what: 'shows it as it was before it ended',
    change: ofBest(({ FinalHyperParameterTuningJobObjectiveMetric: _, ...row }) => ({
      ...row,
      TrainingJobStatus: 'InProgress',
      ObjectiveStatus: 'Pending',
    })),
  },
  { what: 'is empty', change: () => [] },
  {
    what: 'has no metrics at all',
    change: (rows: readonly Row[]) =>
      rows.map(({ FinalHyperParameterTuningJobObjectiveMetric: _, ...row }) => ({
        ...row,
        ObjectiveStatus: 'Failed',
      })),
  },
];

const forever = new AbortController().signal;
const context = { signal: forever, logger: silentLogger };
const asking = (timeout: string, names: readonly string[] = [SEARCH]) =>
  awaitingChampion('parabola', { tuningJobNames: names.join(' '), timeout }) as unknown as ChampionState;

const create = (timeout: string, names?: readonly string[]) =>
  championResource.create(
    { planned: asking(timeout, names) as never, configured } as never,
    context as never,
  );
const waitingState = () => ({
  ...asking('0s'),
  status: 'InProgress',
  verdict: 'wait',
  because: 'the wait timed out',
  current: null,
  candidate: null,
  training_job_name: null,
  previous_winners: null,
});
const readChampion = (state = waitingState(), kept?: Uint8Array) =>
  championResource.read({ state, configured, private: kept }, context as never);
/** What the plan after a refresh shows. */
const plan = async (state = waitingState(), kept?: Uint8Array) => {
  const { state: read, private: bytes, diagnostics } = await readChampion(state, kept);
  expect(read).toEqual(state);
  const request = { planned: { ...state }, prior: state, configured, private: bytes };
  const answer = await championResource.plan?.(request as never, context as never);
  return { state: answer?.planned, private: bytes, diagnostics };
};
const settled = { status: 'Completed', verdict: 'promote', training_job_name: expect.any(String) };

describe.each(LAGS)('while the list of training jobs $what', ({ change }) => {
  it('an apply looks again and chooses the best', async () => {
    lie = lag(change, 2);
    const { state, diagnostics } = await create('60s');
    expect(state).toMatchObject({ ...settled, training_job_name: best });
    expect(diagnostics).toEqual([]);
  });

  it('an apply whose time is up decides nothing and says what is missing, and the next one continues', async () => {
    lie = lag(change);
    const { state, diagnostics } = await create('0s');
    expect(state).toMatchObject({ status: 'InProgress', verdict: 'wait', candidate: null, current: null });
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: 'warning',
        detail: expect.stringMatching(
          /list of the training jobs of tuning job parabola.*TRAINING_JOBS_NOT_LISTED/,
        ),
      }),
    ]);
    lie = truth;
    const next = await championResource.update(
      {
        planned: asking('0s') as never,
        prior: state,
        configured,
      } as never,
      context as never,
    );
    expect(next.state).toMatchObject({ ...settled, training_job_name: best });
  });

  it('a refresh decides nothing, and the one after it does', async () => {
    lie = lag(change);
    const first = await plan();
    expect(first.state).toEqual(waitingState());
    expect(first.diagnostics).toEqual([
      expect.objectContaining({ detail: expect.stringContaining('TRAINING_JOBS_NOT_LISTED') }),
    ]);
    lie = truth;
    expect((await plan()).state).toMatchObject({ ...settled, training_job_name: best });
  });

  it('an earlier search is not passed over for a later one', async () => {
    lie = (operation, answer) => {
      const rows = (answer['TrainingJobSummaries'] ?? []) as readonly Row[];
      const ofSearch = rows.some((row) => String(row['TrainingJobName']).startsWith(SEARCH));
      return ofSearch ? lag(change)(operation, answer) : answer;
    };
    expect((await create('0s', [SEARCH, EQUAL])).state).toMatchObject({
      status: 'InProgress',
      current: null,
    });
    lie = truth;
    const { state } = await create('0s', [SEARCH, EQUAL]);
    expect(state).toMatchObject({ training_job_name: best });
  });

  it('the ranking of the command says that it may lack some', async () => {
    lie = lag(change);
    const experiment = await findExperiment(configured.session, { name: SEARCH }, forever);
    expect(
      (await experimentResults(configured.session, experiment, { prices: usEast1Prices, signal: forever }))
        .gaps,
    ).not.toEqual([]);
    lie = truth;
    const { gaps, best: first } = await experimentResults(configured.session, experiment, {
      prices: usEast1Prices,
      signal: forever,
    });
    expect([gaps, first?.trainingJobName]).toEqual([[], best]);
  });
});

describe('a winner', () => {
  it('is not recorded while its own description still shows it running, for it would have no artifact', async () => {
    let left = 2;
    lie = (operation, answer) => {
      if (operation !== 'DescribeTrainingJob' || left-- <= 0) return answer;
      const { ModelArtifacts: _, ...rest } = answer;
      return { ...rest, TrainingJobStatus: 'InProgress' };
    };
    const { state } = await create('60s');
    expect(state).toMatchObject({ ...settled, model_data_url: expect.stringMatching(/model\.tar\.gz$/) });
    left = 1;
    expect((await plan()).state).toEqual(waitingState());
  });

  it('is chosen without the training jobs whose records are gone for longer than a list lags', async () => {
    lie = (operation, answer) => {
      const old = operation === 'DescribeHyperParameterTuningJob' ? { HyperParameterTuningEndTime: 1 } : {};
      return { ...lag(ofBest(() => undefined))(operation, answer), ...old };
    };
    const { state, diagnostics } = await create('0s');
    expect(state).toMatchObject(settled);
    expect(state?.training_job_name).not.toBe(best);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        summary: 'Champion Decided Without Some Training Jobs',
        detail: expect.stringMatching(new RegExp(`it lacks ${best}.*TRAINING_JOBS_MISSING`)),
      }),
    ]);
  });

  it('is not given up because a description is not found that a listing has told of', async () => {
    lie = truth;
    const settle = (status: 'Completed' | 'Missing') =>
      lookAtSearch(
        configured.session,
        {
          tuningJobNames: ['no-such-search'],
          sought: { objective: { type: 'Maximize', metric_name: 'score' } },
          ends: new Map([['no-such-search', status]]),
          hasChampion: false,
          reject: [],
          prices: usEast1Prices,
        },
        forever,
      );
    expect(await settle('Completed')).toMatchObject({ kind: 'lagging' });
    expect(await settle('Missing')).toMatchObject({ kind: 'seen', sight: { end: 'Missing' } });
  });

  it('among equals is the one that the service calls the best', async () => {
    const equals = await trialsOf(EQUAL);
    expect(new Set(equals.map((row) => row.FinalHyperParameterTuningJobObjectiveMetric?.Value)).size).toBe(1);
    for (const chosen of equals.slice(-2)) {
      lie = (operation, answer) =>
        operation === 'DescribeHyperParameterTuningJob'
          ? {
              ...answer,
              BestTrainingJob: {
                ...(answer['BestTrainingJob'] as Row),
                TrainingJobName: chosen.TrainingJobName,
              },
            }
          : answer;
      expect((await create('0s', [EQUAL])).state).toMatchObject({
        training_job_name: chosen.TrainingJobName,
      });
      const experiment = await findExperiment(configured.session, { name: EQUAL }, forever);
      const { best: first } = await experimentResults(configured.session, experiment, {
        prices: usEast1Prices,
        signal: forever,
      });
      expect(first?.trainingJobName).toBe(chosen.TrainingJobName);
    }
    lie = truth;
    expect(trials).toHaveLength(4);
  });
});

describe('a tuning job that was described', () => {
  it('is shown although the list of tuning jobs lacks it', async () => {
    lie = (operation, answer) =>
      operation === 'ListHyperParameterTuningJobs'
        ? { ...answer, HyperParameterTuningJobSummaries: [] }
        : answer;
    const found = await findExperiment(configured.session, { name: SEARCH }, forever);
    expect(found.generations.flatMap(({ jobs }) => jobs.map(({ name }) => name))).toEqual([SEARCH]);
  });
});

describe('a search that does not exist', () => {
  const missing = { status: 'Missing', verdict: 'no winner', candidate: null };
  const saying = (code: string): unknown => [
    expect.objectContaining({ detail: expect.stringContaining(code) }),
  ];
  beforeAll(() => {
    lie = truth;
  });

  it('has not been launched yet for a champion that never saw it: apply and refresh decide nothing', async () => {
    const { state, private: kept, diagnostics } = await create('60s', [SEARCH, 'queued']);
    expect(state).toMatchObject({
      status: 'InProgress',
      because: expect.stringContaining('waits for capacity'),
    });
    expect(diagnostics).toEqual(saying('CHAMPION_WAITING'));
    const unlaunched = { ...waitingState(), tuning_job_names: `${SEARCH} queued` };
    expect(await plan(unlaunched, kept)).toMatchObject({ state: unlaunched, diagnostics: undefined });
  });

  it('was deleted for a champion that saw it, in an apply or in a refresh', async () => {
    lie = lag(() => []);
    const first = await create('0s');
    expect(hasSeen(SEARCH, decodeKept(first.private))).toBe(true);
    expect(hasSeen(SEARCH, decodeKept((await plan()).private))).toBe(true);
    lie = truth;
    const gone = { ...waitingState(), tuning_job_names: 'gone' };
    const settled = await plan(gone, encodeKept(rememberSeen('gone', {})));
    expect(settled.state).toMatchObject(missing);
    expect(settled.diagnostics).toEqual(saying('SEARCH_MISSING'));
    expect(await plan(settled.state as never)).toMatchObject({
      state: settled.state,
      diagnostics: undefined,
    });
  });

  it('was deleted if its training jobs prove that it was launched', async () => {
    await aws.sagemaker.send(
      new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: EQUAL }),
    );
    const { state, diagnostics } = await create('60s', [SEARCH, EQUAL]);
    expect(state).toMatchObject({ ...missing, training_job_name: best });
    expect(diagnostics).toEqual(saying('SEARCH_MISSING'));
  });
});
