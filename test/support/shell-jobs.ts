import { ListTrainingJobsForHyperParameterTuningJobCommand } from '@aws-sdk/client-sagemaker';
import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
  HyperParameterTrainingJobSummary,
  HyperParameterTuningJobConfig,
  ListTrainingJobsForHyperParameterTuningJobRequest,
} from '@aws-sdk/client-sagemaker';
import { furnishedCloud, SHELL_TRAIN } from './sagemaker-fixture';
import type { FurnishedCloud, SageMakerFixture } from './sagemaker-fixture';

/** A local cloud with an image whose training program is plain shell, so that a job takes milliseconds. */
export class ShellJobs {
  private account: FurnishedCloud | undefined;
  private trainer = '';
  private number = 0;

  /** Starts the local cloud before the tests of a file, and ends it after them. */
  static forThisFile(): ShellJobs {
    const jobs = new ShellJobs();
    beforeAll(() => jobs.start());
    afterAll(() => jobs.account?.remove());
    return jobs;
  }

  get aws(): SageMakerFixture {
    return this.running.aws;
  }

  /** URI of the image that trains. */
  get image(): string {
    return this.trainer;
  }

  /** Launches a tuning job, of a program of its own if one is given, and returns its name. */
  async search(config: Partial<HyperParameterTuningJobConfig> = {}, program?: string): Promise<string> {
    this.number += 1;
    const name = `search-${String(this.number)}`;
    const own = program === undefined ? this.image : await this.aws.pushImage('programs', { train: program });
    await this.create(this.aws.tuningRequest(name, own, config));
    return name;
  }

  create(request: CreateHyperParameterTuningJobRequest): Promise<unknown> {
    return this.aws.createTuningJob(request);
  }

  describe(name: string): Promise<DescribeHyperParameterTuningJobResponse> {
    return this.aws.tuningJob(name);
  }

  stop(name: string): Promise<unknown> {
    return this.aws.stopTuningJob(name);
  }

  /** Returns the training jobs of a tuning job. */
  async trials(
    name: string,
    query: Partial<ListTrainingJobsForHyperParameterTuningJobRequest> = {},
  ): Promise<readonly HyperParameterTrainingJobSummary[]> {
    const answer = await this.aws.sagemaker.send(
      new ListTrainingJobsForHyperParameterTuningJobCommand({
        HyperParameterTuningJobName: name,
        MaxResults: 100,
        ...query,
      }),
    );
    return answer.TrainingJobSummaries!;
  }

  private get running(): FurnishedCloud {
    if (this.account === undefined) throw new Error('the local cloud has not been started');
    return this.account;
  }

  private async start(): Promise<void> {
    this.account = await furnishedCloud();
    this.trainer = await this.aws.pushImage('shell', { train: SHELL_TRAIN });
  }
}
