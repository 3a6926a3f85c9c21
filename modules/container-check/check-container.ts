import { isAwsError, putObject } from '../aws';
import type { BuiltImage, PackedImage } from '../image';
import { TuneformError } from '../kernel';
import type { Bench } from './bench/bench';
import { CLAUSES } from './clauses';
import type { Finding } from './finding';
import type { ContainerReport } from './report';
import { imageFindings } from './rules/image-rules';
import { judgeOf } from './rules/judge';
import type { Judge } from './rules/judge';
import { servingFindings } from './rules/serving-rules';
import { failureFindings, stopFinding } from './rules/stop-rules';
import { trainingFindings } from './rules/training-rules';
import type { Sample } from './sample/sample';
import type { ImageSight } from './sight/image-sight';
import { tryServing } from './trial/try-serving';
import { tryStop, tryTraining } from './trial/try-training';
import type { TrainingInput, TrainingSight } from './trial/try-training';

/** One container to check. */
export interface CheckRequest {
  /** Unique on the bench; letters, digits and hyphens, at most 40. */
  readonly id: string;
  /** The name of the folder or image for findings. */
  readonly image: string;
  readonly make: () => Promise<PackedImage | BuiltImage>;
  readonly sample: Sample;
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** Name to regular expression. */
  readonly metrics: Readonly<Record<string, string>>;
  readonly parts: 'both' | 'training' | 'serving';
  /** For training, and for a server to become ready. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  /** Progress, in sentences. */
  readonly say: (line: string) => void;
}

/** Trains and serves once, and judges each clause of SageMaker's contract by what it saw. */
export async function checkContainer(bench: Bench, request: CheckRequest): Promise<ContainerReport> {
  const judge = judgeOf(request.image);
  const image = await made(request, judge);
  if ('finding' in image) return reportOf(bench, request, { findings: [image.finding] });
  const { uri, digest } = await bench.place(request.id, image.made, request.signal);
  const check = new Check(bench, request, { judge, uri, digest });
  return check.run();
}

async function made(
  { make }: CheckRequest,
  judge: Judge,
): Promise<{ readonly made: PackedImage | BuiltImage } | { readonly finding: Finding }> {
  try {
    return { made: await make() };
  } catch (error) {
    if (!(error instanceof TuneformError) || !error.code.startsWith('IMAGE_')) throw error;
    const seen = `${error.summary}: ${error.message}`;
    return {
      finding: judge.refused('image-made', seen, 'Correct the Dockerfile or the folder, and check again.'),
    };
  }
}

/** A check whose image is in the registry. */
class Check {
  private readonly bench: Bench;
  private readonly request: CheckRequest;
  private readonly judge: Judge;
  private readonly uri: string;
  private readonly digest: string;

  constructor(
    bench: Bench,
    request: CheckRequest,
    rest: { readonly judge: Judge; readonly uri: string; readonly digest: string },
  ) {
    this.bench = bench;
    this.request = request;
    this.judge = rest.judge;
    this.uri = rest.uri;
    this.digest = rest.digest;
  }

  async run(): Promise<ContainerReport> {
    const { parts, say } = this.request;
    const findings: Finding[] = [this.judge.passes('image-made', this.digest)];
    let modelDataUrl: string | undefined;
    if (parts !== 'serving') {
      say('Training once.');
      const input = await this.trainingInput();
      const { training, found } = await this.train(input);
      findings.push(...found);
      if (training.state.status === 'Completed') modelDataUrl = training.state.modelDataUrl;
      const rest = [
        this.failAndStop(input, training),
        ...(parts === 'both' ? [this.serve(modelDataUrl)] : []),
      ];
      findings.push(...(await Promise.all(rest)).flat());
    } else findings.push(...(await this.serve(undefined)));
    const sight = await this.bench.board.imageOf(this.digest);
    findings.push(...imageFindings(sight, this.judge));
    return reportOf(this.bench, this.request, { findings, digest: this.digest, sight });
  }

  private async trainingInput(): Promise<TrainingInput> {
    const { id, sample, hyperparameters, metrics, timeoutSeconds } = this.request;
    const { session, bucket } = this.bench;
    for (const { name, files } of sample.channels) {
      for (const { path, content } of files) {
        await putObject(session, { bucket, key: `${id}/${name}/${path}`, body: content });
      }
    }
    const [metric = 'objective'] = Object.keys(metrics);
    return {
      imageUri: this.uri,
      // As a tuning job passes it.
      hyperparameters: { ...hyperparameters, _tuning_objective_metric: metric },
      metrics,
      channels: Object.fromEntries(
        sample.channels.map(({ name }) => [name, `s3://${bucket}/${id}/${name}/`]),
      ),
      maxSeconds: timeoutSeconds,
    };
  }

  private async train(
    input: TrainingInput,
  ): Promise<{ readonly training: TrainingSight; readonly found: readonly Finding[] }> {
    const { id, signal, metrics, sample, timeoutSeconds } = this.request;
    const channels = sample.channels.map(({ name }) => name);
    const task = { channels, metrics, maxSeconds: timeoutSeconds };
    const name = `${id}-train`;
    try {
      const training = await tryTraining(this.bench, name, input, signal);
      return { training, found: trainingFindings(training, task, this.judge) };
    } catch (error) {
      if (!isAwsError(error, 'invalid request') || !/regular expression|Regex/.test(error.serviceMessage)) {
        throw error;
      }
      const found = this.judge.refused(
        'metric-regex',
        error.serviceMessage,
        "Put one pair of parentheses around the number: --metric 'score=score=(\\S+)'.",
      );
      const training = await tryTraining(this.bench, `${name}-again`, { ...input, metrics: {} }, signal);
      return {
        training,
        found: [found, ...trainingFindings(training, { ...task, metrics: {} }, this.judge)],
      };
    }
  }

  /** Trains without data, and trains to stop. Only where training itself completes does either say something. */
  private async failAndStop(input: TrainingInput, training: TrainingSight): Promise<readonly Finding[]> {
    if (training.state.status !== 'Completed') return [];
    const { id, signal, say } = this.request;
    const { judge, bench } = this;
    say('Training without data, and training to stop it.');
    const plain = { ...input, metrics: {} };
    const [failed, stopped] = await Promise.all([
      tryTraining(bench, `${id}-fail`, { ...plain, channels: {} }, signal),
      tryStop(bench, `${id}-stop`, plain, signal),
    ]);
    const grace = { graceMs: bench.longestGraceMs, judge };
    return [...failureFindings(failed, judge), ...stopFinding('training-stop', stopped, grace)];
  }

  private async serve(modelDataUrl: string | undefined): Promise<readonly Finding[]> {
    const { id, signal, sample, parts, timeoutSeconds, say } = this.request;
    const { judge, bench } = this;
    if (modelDataUrl === undefined && parts === 'both') {
      return [
        judge.unseen(
          'serve-program',
          'There is no model to serve.',
          'Correct training first, or check the server alone: --serve-only.',
        ),
      ];
    }
    say('Serving one request.');
    const patienceMs = timeoutSeconds * 1000;
    const model = modelDataUrl === undefined ? {} : { modelDataUrl };
    const input = { imageUri: this.uri, ...model, request: sample.request, patienceMs };
    const sight = await tryServing(bench, `${id}-serve`, input, signal);
    const { contentType } = sample.request;
    const task = { isolated: bench.rung().isolated, patienceMs, contentType };
    const grace = { graceMs: bench.longestGraceMs, judge };
    const stop = sight.answers === undefined ? [] : stopFinding('serving-stop', sight, grace);
    return [...servingFindings(sight, task, judge), ...stop];
  }
}

const ORDER = Object.keys(CLAUSES);

function reportOf(
  bench: Bench,
  { image, sample }: CheckRequest,
  seen: { readonly findings: readonly Finding[]; readonly digest?: string; readonly sight?: ImageSight },
): ContainerReport {
  const { name, isolated } = bench.rung();
  const { findings, digest, sight } = seen;
  return {
    image,
    ok: findings.every(({ verdict }) => verdict !== 'refused'),
    ...(digest === undefined ? {} : { digest }),
    runner: name,
    isolated,
    sample: sample.says,
    notes: sight === undefined ? [] : notesOn(bench, sight),
    findings: [...findings].sort((a, b) => ORDER.indexOf(a.clause) - ORDER.indexOf(b.clause)),
  };
}

function notesOn(bench: Bench, { packed }: ImageSight): readonly string[] {
  const { isolated, whyNoBetter } = bench.rung();
  const notes: string[] = [];
  if (!isolated) {
    const why = whyNoBetter === undefined ? '' : ` ${whyNoBetter}`;
    notes.push(`Programs ran as plain processes, without a /opt/ml and a port 8080 of their own.${why}`);
  }
  if (packed !== undefined) {
    notes.push(`This machine replaced the base image ${packed.base}.`);
    const steps = isolated ? [] : packed.notExecuted;
    if (steps.length > 0) notes.push(`Not carried out: ${steps.join('; ')}`);
  }
  return notes;
}
