import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const FOLDER = join(__dirname, '../../../docs/pipelines');

/** One shell script of a pipeline. */
export interface PipelineStep {
  readonly name: string;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Values of `${{ … }}` by their text, as GitHub computes them before a step starts. */
export type Expressions = Readonly<Record<string, string>>;

interface GithubWorkflow {
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly GithubStep[] }>>;
}

interface GithubStep {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface GitlabJob {
  readonly variables?: Readonly<Record<string, string>>;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}

interface GitlabFile {
  readonly variables: Readonly<Record<string, string>>;
  readonly '.tuneform': GitlabJob;
  readonly [job: string]: unknown;
}

interface AtlantisConfiguration {
  readonly workflows: Readonly<
    Record<string, Readonly<Record<string, { readonly steps: readonly { readonly run: AtlantisRun }[] }>>>
  >;
}

type AtlantisRun = string | { readonly command: string };

const read = (file: string): unknown => parse(readFileSync(join(FOLDER, file), 'utf8'));

/** The scripts of a job of GitHub Actions, and the actions that it uses between them. */
export function githubJob(
  file: string,
  job: string,
  expressions: Expressions,
): { readonly steps: readonly PipelineStep[]; readonly actions: readonly string[] } {
  const workflow = read(`github-actions/${file}`) as GithubWorkflow;
  const steps = workflow.jobs[job]?.steps ?? [];
  const computed = (env: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(env).map(([name, text]) => [name, compute(text, expressions)]));
  return {
    actions: steps.flatMap(({ uses }) => uses ?? []),
    steps: steps.flatMap(({ name = '', run, env }) =>
      run === undefined
        ? []
        : [{ name, script: compute(run, expressions), env: { ...computed(workflow.env), ...computed(env) } }],
    ),
  };
}

function compute(text: string, expressions: Expressions): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const value = expressions[expression];
    if (value === undefined) throw new Error(`The test gives no value for \${{ ${expression} }}.`);
    return value;
  });
}

/** A job of GitLab CI as one script: GitLab runs its lines in one shell. */
export function gitlabJob(name: string, variables: Readonly<Record<string, string>>): PipelineStep {
  const file = read('gitlab-ci/tuneform.gitlab-ci.yml') as GitlabFile;
  const [base, job] = [file['.tuneform'], file[name] as GitlabJob | undefined];
  const env: Record<string, string> = { ...variables };
  for (const [key, text] of Object.entries({ ...file.variables, ...job?.variables })) {
    env[key] = text.replace(/\$(\w+)/g, (_, variable: string) => env[variable] ?? '');
  }
  return { name, script: [...(base.before_script ?? []), ...(job?.script ?? [])].join('\n'), env };
}

/** The commands of a stage of the Atlantis workflow. */
export function atlantisStage(stage: 'plan' | 'apply'): readonly PipelineStep[] {
  const { workflows } = read('atlantis/atlantis.yaml') as AtlantisConfiguration;
  return (workflows['tuneform']?.[stage]?.steps ?? []).map(({ run }, index) => ({
    name: `${stage} ${String(index + 1)}`,
    script: typeof run === 'string' ? run : run.command,
    env: {},
  }));
}

/** All scripts of GitHub’s workflows, with expressions replaced by a word. */
export function everyGithubScript(): readonly string[] {
  return readdirSync(join(FOLDER, 'github-actions')).flatMap((file) =>
    Object.values((read(`github-actions/${file}`) as GithubWorkflow).jobs)
      .flatMap(({ steps }) => steps)
      .flatMap(({ run }) => (run === undefined ? [] : [run.replace(/\$\{\{.*?\}\}/g, 'word')])),
  );
}
