import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricOf, PlayedExample } from './played-example';

// One story in order: each test continues where the one before left the project.
let mars: PlayedExample;

beforeAll(async () => {
  mars = await PlayedExample.create('mars');
});

afterAll(async () => {
  await mars.project.remove();
});

/** Predictions from the artifact's numbers alone: a sum of products of hinges. It reads no code of the image. */
const RECOMPUTE = `
args <- commandArgs(TRUE)
model <- jsonlite::fromJSON(args[1])
rows <- read.csv(args[2])
x <- cbind(rows$Sepal.Width, rows$Petal.Length, rows$Petal.Width, rows$Species == "versicolor", rows$Species == "virginica")
terms <- sapply(seq_along(model$coefficients), function(term) {
  used <- which(model$directions[term, ] != 0)
  apply(x, 1, function(row) prod(pmax(0, model$directions[term, used] * (row[used] - model$cuts[term, used]))))
})
cat(format(terms %*% model$coefficients, digits = 15), sep = "\\n")
`;

describe('npm run example mars', () => {
  let output = '';

  it('searches with nine jobs in R and serves the winner, which is better than a mean on held-out irises', async () => {
    output = await mars.run('--keep');
    expect(output).toMatch(/✔ mean squared error on 30 held-out irises: 0\.\d+; always their mean: 0\.\d+/);
    expect(output).not.toMatch(/Error|SMOKE_REQUEST_FAILED/);
    const jobs = await mars.trainingJobs();
    expect(jobs.map(({ TrainingJobStatus }) => TrainingJobStatus)).toEqual(Array(9).fill('Completed'));
  });

  it('elects the least error on rows that were not trained on, where the least error on those that were overfits', async () => {
    const jobs = await mars.trainingJobs();
    const least = (metric: string) =>
      jobs.toSorted((one, other) => metricOf(one, metric) - metricOf(other, metric))[0]!;
    const champion = await mars.champion();
    expect(metricOf(champion, 'validation:mse')).toBe(metricOf(least('validation:mse'), 'validation:mse'));
    const overfit = least('train:mse');
    expect(metricOf(overfit, 'train:mse')).toBeLessThan(metricOf(champion, 'train:mse'));
    expect(metricOf(overfit, 'validation:mse')).toBeGreaterThan(2 * metricOf(champion, 'validation:mse'));
  });

  it('answers what the artifact’s numbers amount to', async () => {
    const folder = await mars.artifact(await mars.champion());
    const file = join(mars.project.folder, '.tuneform/data/mars/test/iris.csv');
    const args = ['-e', RECOMPUTE, join(folder, 'model.json'), file];
    const expected = execFileSync('Rscript', args, { encoding: 'utf8' }).trim().split('\n').map(Number);
    const answered = (await mars.invoke(readFileSync(file, 'utf8'))).trim().split('\n').map(Number);
    expect(answered).toHaveLength(30);
    for (const [index, value] of answered.entries()) expect(value).toBeCloseTo(expected[index]!, 9);
  });

  it('says what is wrong with a request, and with a training job, in its own words', async () => {
    await expect(mars.invoke('Sepal.Width\n3.5\n')).rejects.toThrow('column "Petal.Length" is missing');
    await expect(mars.invoke('[]', 'application/json')).rejects.toThrow('reads text/csv');
    const failed = await mars.train(await mars.champion(), { target: 'Sepal.Length', degre: '2' });
    expect(failed.TrainingJobStatus).toBe('Failed');
    expect(failed.FailureReason).toContain(
      'unknown hyperparameter "degre". Known are: target, degree, thresh, prune',
    );
  });

  it('is taken down without a trace', async () => {
    const destroyed = await mars.run('--destroy');
    expect(destroyed).toContain('no endpoint, no model and no running job is left');
    expect(mars.project.processes()).toEqual([]);
    expect(existsSync(join(mars.project.folder, '.tuneform/local-cloud/server.json'))).toBe(false);
  });

  it('searches again after that, because its bucket took the artifacts along', async () => {
    expect(await mars.run()).toMatch(/✔ mean squared error on 30 held-out irises: 0\.\d+/);
    await mars.run('--destroy');
  });
});
