/** What `npm run test:docs` plays, and where every other command of the documentation is run. */

/** A page, or some sections of it, played from top to bottom in one shell. */
export interface Chapter {
  readonly page: string;
  /** Headings of the sections to play; without it, all. */
  readonly sections?: readonly string[];
  /** Lines that bring the shell to where the page's reader is. */
  readonly before?: string;
}

/** Chapters that one reader plays after another in a clone of their own. */
export interface Journey {
  readonly title: string;
  /** Environment beside that of every journey. */
  readonly env?: Readonly<Record<string, string>>;
  readonly chapters: readonly Chapter[];
}

const QUICK_START = 'docs/guides/quick-start-cdktf.md';
const EXPLORE = 'docs/guides/explore-the-local-cloud.md';
const IN_THE_STACK = 'eval "$(npx tuneform local env)"; cd cdktf.out/stacks/experiment';

/** Plain Terraform asks before it changes anything. */
const YES = { TF_CLI_ARGS_apply: '-auto-approve', TF_CLI_ARGS_destroy: '-auto-approve' };

export const JOURNEYS: readonly Journey[] = [
  {
    title: 'digits, in CDKTF',
    env: { TUNEFORM_TRIALS: '4', TUNEFORM_PARALLEL: '1' },
    chapters: [
      { page: QUICK_START, sections: ['Deploy', 'Look', 'Change something'] },
      { page: 'README.md' },
      {
        page: EXPLORE,
        before: `head -1 .tuneform/data/digits/test/test.csv | sed 's/^[^,]*,/{"instances":[{"features":[/; s/$/]}]}/' > image.json`,
        sections: ['The experiment', 'The endpoint', 'List the requests'],
      },
      { page: EXPLORE, sections: ['Your own tools'] },
      { page: 'docs/guides/find-orphans.md' },
      { page: 'docs/guides/cost.md' },
      { page: 'docs/guides/review-a-plan.md', before: IN_THE_STACK },
      {
        page: 'docs/guides/pipelines.md',
        before:
          'git init -q; git add -A; git -c user.name=Reader -c user.email=reader@example.com commit -qm Start',
      },
      { page: QUICK_START, sections: ['Remove'] },
      { page: EXPLORE, sections: ['Start, look, stop'] },
    ],
  },
  {
    title: 'the parabola, in HCL',
    env: YES,
    chapters: [{ page: 'docs/guides/quick-start-hcl.md' }],
  },
];

/**
 * Why a command is not played: the file that runs it, or what a machine would need. A file may do with its own code what a
 * command does: that code is `as`. An architecture test looks for the command, or that code, in the file.
 */
export type Elsewhere =
  | { readonly runBy: string; readonly as?: string }
  | { readonly needs: 'an AWS account' | 'the AWS CLI' | 'boto3' | 'the internet' | 'OpenTofu' };

const ACCOUNT = { needs: 'an AWS account' } as const;
const DEMO = { runBy: 'test/acceptance/demo/demo.test.ts' };
const MARS = { runBy: 'test/examples/mars.test.ts' };
const AIRLINE = { runBy: 'test/examples/airline.test.ts' };
const CLAIMS = { runBy: 'test/examples/claims.test.ts' };
const INIT = { runBy: 'test/examples/init.test.ts' };
const RESOLVE = { runBy: 'test/unit/cli/configuration.test.ts' };
const CI = { runBy: '.ci/run' };
const PACKAGES = { runBy: 'scripts/test-packages.ts' };
const SEA = { runBy: 'test/acceptance/provider/sea.test.ts' };
const SEA_PLACE = {
  ...SEA,
  as: "join(folder, 'terraform.d/plugins', PROVIDER_SOURCE, version, hostPlatform())",
};

/** By page: beginnings of commands that no journey plays. */
export const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, Elsewhere>>>> = {
  'README.md': {
    'npm ci && npm run demo': DEMO,
    'npm run example mars': MARS,
    'npm run example claims': CLAIMS,
    'npm ci && npm test': CI,
    'aws ': { needs: 'the AWS CLI' },
  },
  'CONTRIBUTING.md': { npm: CI },
  'docs/guides/own-container.md': { 'npx tuneform init': INIT, 'npx tuneform container check': INIT },
  'docs/guides/claims.md': {
    'npm run example claims': CLAIMS,
    'TUNEFORM_OVERRIDES=': { ...CLAIMS, as: "TUNEFORM_OVERRIDES: OVERRIDES.join(' ')" },
    'TUNEFORM_SWEEP=': { ...CLAIMS, as: "TUNEFORM_SWEEP: 'model.loss=poisson,squared_error'" },
    'npx tuneform configuration resolve': RESOLVE,
    'pip install': { ...CLAIMS, as: 'pythonEnvironment(requirements' },
    'python3 containers/claims/train': { ...CLAIMS, as: "'containers/claims/train', '--config'" },
    'python3 containers/claims/portfolio.py': {
      runBy: 'modules/demo/examples/claims.ts',
      as: "'containers', 'claims', 'portfolio.py'",
    },
    'TUNEFORM_DATASET=': ACCOUNT,
  },
  'docs/guides/mars.md': { 'npm run example mars': MARS, 'TUNEFORM_TARGET=aws': ACCOUNT },
  'docs/guides/airline.md': { 'npm run example airline': AIRLINE, 'TUNEFORM_TARGET=aws': ACCOUNT },
  'docs/guides/cost.md': { 'npx tuneform prices refresh': { runBy: 'test/contract/cli/prices.test.ts' } },
  'docs/guides/deploy-to-aws.md': { export: ACCOUNT, 'npx cdktf': ACCOUNT },
  'docs/guides/explore-the-local-cloud.md': {
    'npm ci': CI,
    'npm run demo': DEMO,
    'npx tuneform local interrupt': { runBy: 'test/contract/cli/local-account.test.ts' },
    'npx tuneform local quota': { runBy: 'test/contract/cli/local-account.test.ts' },
    'aws ': { needs: 'the AWS CLI' },
    python3: { needs: 'boto3' },
    'npx tuneform mirror': { runBy: 'test/acceptance/cli/mirror.test.ts' },
  },
  'docs/guides/find-orphans.md': {
    'terraform state pull': ACCOUNT,
    'npx tuneform orphans --state terraform.foundation.tfstate terraform.experiment.tfstate --stop': {
      runBy: 'test/contract/cli/orphans.test.ts',
    },
  },
  'docs/guides/publish-a-provider.md': {
    'npx tuneform provider check': { runBy: 'test/acceptance/cli/provider-check.test.ts' },
    'npx tuneform provider package': { runBy: 'test/acceptance/cli/provider-package.test.ts' },
  },
  'docs/guides/quick-start-hcl.md': { 'terraform apply -var': ACCOUNT },
  'docs/guides/without-node.md': {
    'npm ci': CI,
    'npm run build:sea': SEA,
    'NAME=': { ...SEA, as: '`terraform-provider-tuneform_v${providerVersion()}${suffix}`' },
    'PLACE=': SEA_PLACE,
    'mkdir ': { ...SEA, as: 'mkdirSync(place, { recursive: true })' },
    'cp ': { ...SEA, as: 'linkSync(executable, join(place, basename(executable)))' },
    'cd ': { ...SEA, as: "terraformWith(withoutNode, folder, 'init'" },
    'PLUGINS=': SEA_PLACE,
    'terraform providers lock': { runBy: 'test/acceptance/delivery/vendored-provider.test.ts' },
    'terraform init': SEA,
  },
  'docs/guides/your-first-provider.md': {
    'DIR=': {
      runBy: 'test/acceptance/plugin/first-provider.test.ts',
      as: "'terraform.d/plugins/registry.terraform.io/example/first/0.1.0'",
    },
    'npx tuneform provider build': { runBy: 'test/acceptance/cli/provider-build.test.ts' },
  },
  'docs/guides/your-own-repository.md': {
    'npm install': PACKAGES,
    'npx tuneform local start': PACKAGES,
    'npx tuneform show': DEMO,
    'npx tuneform invoke': PACKAGES,
    eval: PACKAGES,
    'cdktf ': PACKAGES,
  },
  'scripts/package/readme/tuneform.md': { npm: PACKAGES },
  'scripts/package/readme/tuneform-cdktn.md': { npm: PACKAGES },
  'scripts/package/readme/tuneform-cli.md': {
    npm: PACKAGES,
    'npx tuneform local start': PACKAGES,
    'npx tuneform --help': { runBy: 'test/acceptance/cli/compiled-command.test.ts' },
  },
  'docs/reference/compatibility.md': { TERRAFORM_BINARY_NAME: { needs: 'OpenTofu' } },
};
